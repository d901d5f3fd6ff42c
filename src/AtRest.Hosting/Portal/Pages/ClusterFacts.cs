using System.Globalization;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>What is declared, what Camunda reports and what was observed, side by side: a row for each fact.</summary>
internal static class ClusterFacts
{
    private const string Nothing = "–";

    public static void Write(HtmlWriter html, ClusterDetail cluster)
    {
        var reported = cluster.Reported;
        html.Write($"""
            <section aria-labelledby="facts">
            <h2 id="facts">{Words.Of("facts.title")}</h2>
            <table class="stack sides">
            <thead><tr><th scope="col">{Words.Of("facts.fact")}</th><th scope="col">{Words.Of("facts.declared")}</th><th scope="col">{Words.Of("facts.reported")}</th><th scope="col">{Words.Of("facts.observed")}</th></tr></thead>
            <tbody>

            """);
        WriteRow(html, Words.Of("facts.id"), cluster.Id, null, null);
        WriteRow(html, Words.Of("facts.type"), Labels.Of(cluster.DeclaredType), reported is null ? Words.Of("facts.notReported") : reported.Type, null);
        WriteRow(html, Words.Of("facts.status"), null, reported is null ? null : string.Join(", ", new[] { reported.ClusterStatus, reported.Status }.OfType<string>()), null);
        WriteRow(html, Words.Of("facts.place"), cluster.Place + (cluster.Stage is null ? "" : $", {cluster.Stage}"), reported?.Region, null);
        WriteRow(html, Words.Of("facts.backup"), cluster.BackupRegion, null, null);
        WriteRow(html, Words.Of("facts.role"), cluster.RoleArn, null, null);
        foreach (var key in cluster.Keys)
        {
            WriteRow(html, Words.Of(key.IsSecondary ? "facts.secondary" : "facts.key"), key.Name, key.IsSecondary ? reported?.SecondaryKeyArn : reported?.PrimaryKeyArn, Observed(key));
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    /// <summary>What was read of a key, a line for each fact.</summary>
    private static string Observed(KeyDetail key)
    {
        if (key.Unread is { } unread)
        {
            return Words.Of("facts.unread", unread);
        }

        string?[] lines =
        [
            key.State is { } state ? Words.Of("key.state", state) : null,
            key.Spec is { } spec ? Words.Of("key.spec", spec) : null,
            key.Protection is { } protection ? Words.Of("key.protection", protection) : null,
            key.Origin is { } origin ? Words.Of("key.origin", origin) : null,
            key.Rotates is { } rotates ? rotates ? Words.Of("key.rotates", key.RotationDays?.ToString(CultureInfo.InvariantCulture) ?? "?") : Words.Of("key.doesNotRotate") : null,
            key.NextRotation is { } next ? Words.Of("key.nextRotation", Labels.Day(next)) : null,
            key.MaterialExpires is { } expires ? Words.Of("key.materialExpires", Labels.Day(expires)) : null,
            key.DeletedAt is { } deleted ? Words.Of("key.deleted", Labels.Day(deleted)) : null,
            key.LastUsed is { } used ? Words.Of("key.lastUsed", Labels.Day(used)) : null,
            key.ReadAt is { } read ? Words.Of("key.readAt", Labels.ShortMoment(read)) : null,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static void WriteRow(HtmlWriter html, string fact, string? declared, string? reported, string? observed)
    {
        if (declared is null && string.IsNullOrEmpty(reported) && observed is null)
        {
            return;
        }

        html.Write($"""
            <tr><th scope="row">{fact}</th><td data-label="{Words.Of("facts.declared")}">{declared ?? Nothing}</td><td data-label="{Words.Of("facts.reported")}">{(string.IsNullOrEmpty(reported) ? Nothing : reported)}</td><td class="text" data-label="{Words.Of("facts.observed")}"><span>{observed ?? Nothing}</span></td></tr>

            """);
    }
}
