using System.Collections.Immutable;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Reports.Details;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>Who can use a key: a picture, and a table with the same principals, their actions, and through which statement or grant they have them.</summary>
internal static class AccessPanel
{
    /// <summary>A picture of more is no clearer. The table has all.</summary>
    private const int MostInPicture = 12;

    private const int MostRows = 200;
    private const int LongestName = 58;
    private const int RowHeight = 34;
    private const int Width = 680;

    /// <param name="html">Receives it.</param>
    /// <param name="table">Who has access.</param>
    /// <param name="expected">The roles of the clusters that declare the key.</param>
    public static void Write(HtmlWriter html, AccessTable table, ImmutableArray<string> expected)
    {
        if (table.IsPublic)
        {
            html.Write($"<p class=\"banner\">{Words.Of("access.public")}</p>\n");
        }

        if (!table.HasGrants)
        {
            html.Write($"<p class=\"note\">{Words.Of("access.noGrants")}</p>\n");
        }

        if (table.Rows.IsEmpty)
        {
            html.Write($"<p>{Words.Of("access.nobody")}</p>\n");
            return;
        }

        WritePicture(html, table, expected);
        html.Write($"""
            <table class="stack access">
            <thead><tr><th scope="col">{Words.Of("access.principal")}</th><th scope="col">{Words.Of("access.kind")}</th><th scope="col">{Words.Of("access.actions")}</th><th scope="col">{Words.Of("access.through")}</th></tr></thead>
            <tbody>

            """);
        foreach (var row in table.Rows.Take(MostRows))
        {
            foreach (var right in row.Rights)
            {
                html.Write($"""
                    <tr><th scope="row"><code>{row.Principal}</code></th><td data-label="{Words.Of("access.kind")}">{KindOf(row, expected)}</td><td data-label="{Words.Of("access.actions")}">{right.ActionsInWords}</td><td class="text" data-label="{Words.Of("access.through")}"><span>{ThroughOf(right)}</span></td></tr>

                    """);
            }
        }

        html.Write($"</tbody>\n</table>\n");
        if (table.Rows.Length > MostRows)
        {
            html.Write($"<p class=\"note\">{Words.Of("access.more", table.Rows.Length - MostRows)}</p>\n");
        }
    }

    private static void WritePicture(HtmlWriter html, AccessTable table, ImmutableArray<string> expected)
    {
        var rows = table.Rows.Take(MostInPicture).ToList();
        var height = (rows.Count * RowHeight) + 10;
        var middle = height / 2;
        html.Write($"""
            <svg class="access-picture" role="img" aria-label="{Words.Of("access.picture", table.Rows.Length, table.Rows.Count(row => KeyAccess.StandingOf(row, expected) == PrincipalStanding.Foreign))}" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}">

            """);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var y = 5 + (index * RowHeight);
            var tone = KeyAccess.StandingOf(row, expected) switch { PrincipalStanding.Foreign => "fail", PrincipalStanding.Owner => "none", _ => "pass" };
            html.Write($"""
                <g class="{tone}"><path class="flow" d="M470 {y + 13}C520 {y + 13} 520 {middle} 570 {middle}"/><rect class="box" x="1" y="{y}" width="468" height="26" rx="5"/><text x="10" y="{y + 18}">{Short(row.Principal)}</text></g>

                """);
        }

        html.Write($"""
            <g class="none"><rect class="box" x="570" y="{middle - 16}" width="108" height="32" rx="5"/><text x="624" y="{middle + 5}" text-anchor="middle">{Words.Of("access.key")}</text></g>
            </svg>
            <p class="note">{Words.Of("access.legend")}{(table.Rows.Length > MostInPicture ? Words.Of("access.pictureMore", MostInPicture) : "")}</p>

            """);
    }

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..(LongestName - 21)]}…{name[^20..]}";

    private static string KindOf(AccessRow row, ImmutableArray<string> expected)
    {
        var kind = Words.Of($"access.{row.Kind}");
        return KeyAccess.StandingOf(row, expected) switch
        {
            PrincipalStanding.ClusterRole => Words.Of("access.expected", kind),
            PrincipalStanding.Infrastructure => Words.Of("access.infrastructure", kind),
            PrincipalStanding.Foreign => Words.Of("access.foreign", kind),
            PrincipalStanding.Owner => Words.Of("access.own", kind),
            var other => throw new ArgumentOutOfRangeException(nameof(row), other, null),
        };
    }

    private static string ThroughOf(AccessRight right)
    {
        List<string> lines = [right.Statement is { } statement ? PlaceOf(statement) : Words.Of("access.grant", right.Grant?.Name ?? right.Grant?.GrantId ?? "?")];
        lines.AddRange(right.Statement?.Conditions.Select(condition => Words.Of("access.condition", condition.OperatorText, condition.Key, string.Join(", ", condition.Values.Take(4)))) ?? []);
        if (right.IsDelegated)
        {
            lines.Add(Words.Of("access.delegated"));
        }

        if (!right.IsCertain)
        {
            lines.Add(Words.Of("access.uncertain"));
        }

        if (!right.Denials.IsEmpty)
        {
            lines.Add(Words.Of("access.denied", string.Join(", ", right.Denials.Select(PlaceOf))));
        }

        return string.Join('\n', lines);
    }

    private static string PlaceOf(PolicyStatement statement) => statement.Sid is { Length: > 0 } sid
        ? Words.Of("access.statementSid", statement.Index + 1, sid, statement.Line)
        : Words.Of("access.statement", statement.Index + 1, statement.Line);
}
