using System.Collections.Immutable;
using System.Globalization;
using AtRest.Cli.Presentation;
using AtRest.Core.Policies;
using AtRest.Core.Policies.Access;
using Spectre.Console;

namespace AtRest.Cli.Commands.Policy.Access;

/// <summary>The access table for people: a block per principal, a line per statement or grant that lets it in.</summary>
internal sealed class AccessView
{
    private const int MaxGrants = 3;
    private const int MaxValues = 4;

    private readonly IAnsiConsole console;

    public AccessView(CliEnvironment environment) => console = Consoles.OnOutput(environment);

    public void Write(AccessTable table)
    {
        Line("WHO CAN USE ", table.Key.Value, Bold);
        if (table.IsPublic)
        {
            Line("", "The key is public: anybody in the world gets in (KPOL-2).", new Style(Color.Red));
        }

        foreach (var part in Parts(table).Where(part => part.Rows.Length > 0))
        {
            console.WriteLine();
            Line("", part.Heading, Bold);
            foreach (var rows in InfrastructureTogether(part.Rows))
            {
                Write(rows);
            }
        }

        WriteDenials(table);
        if (table.Rows.IsEmpty)
        {
            Line("", "Nobody.", Style.Plain);
        }

        if (!table.HasGrants)
        {
            console.WriteLine();
            Line("", "Grants were not looked at: with --grants FILE (what 'aws kms list-grants' prints) they are, too.", Style.Plain);
        }
    }

    private static Style Bold { get; } = new(decoration: Decoration.Bold);

    private static IEnumerable<(string Heading, ImmutableArray<AccessRow> Rows)> Parts(AccessTable table)
    {
        var foreign = table.Rows.Where(row => row.IsForeign).ToList();
        yield return ("Everybody", [.. foreign.Where(row => row.Kind == AccessKind.Anyone)]);
        yield return ($"Outside account {table.Key.AccountId}", [.. foreign.Where(row => row.Kind is not (AccessKind.Anyone or AccessKind.Service))]);
        yield return ("AWS services, for other accounts too", [.. foreign.Where(row => row.Kind == AccessKind.Service)]);
        yield return ($"Account {table.Key.AccountId}, the owner", [.. table.Rows.Where(row => !row.IsForeign)]);
    }

    /// <summary>EC2 holds a grant for each volume of each instance: those that may do the same are told together.</summary>
    private static IEnumerable<ImmutableArray<AccessRow>> InfrastructureTogether(ImmutableArray<AccessRow> rows) =>
        rows.GroupBy(row => row.Kind == AccessKind.Session && row.Principal.Contains(":assumed-role/aws:", StringComparison.Ordinal)
                ? row.Principal[..row.Principal.LastIndexOf('/')] + string.Join(',', row.Rights.SelectMany(right => right.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                : row.Kind + row.Principal)
            .Select(group => group.ToImmutableArray());

    private void Write(ImmutableArray<AccessRow> rows)
    {
        var first = rows[0];
        var name = rows.Length == 1
            ? first.Principal
            : string.Create(CultureInfo.InvariantCulture, $"{first.Principal[..first.Principal.LastIndexOf('/')]}/… ({rows.Length} of them)");
        Line("  ", $"{AccessWords.Of(first.Kind)} {name}", Bold);
        var rights = rows.SelectMany(row => row.Rights).ToList();
        foreach (var right in rights.Where(right => right.Statement is not null))
        {
            Line("    ", $"{right.ActionsInWords}  through {Place(right.Statement!)}{Remarks(right)}", Style.Plain);
            Write(AccessWords.Conditions(right));
        }

        foreach (var alike in rights.Where(right => right.Grant is not null).GroupBy(right => (right.ActionsInWords, Remarks(right))))
        {
            var grants = alike.ToList();
            var through = grants.Count <= MaxGrants
                ? string.Join(", ", grants.Select(right => $"grant {right.Grant!.Name ?? right.Grant.GrantId}"))
                : string.Create(CultureInfo.InvariantCulture, $"{grants.Count} grants");
            Line("    ", $"{alike.Key.ActionsInWords}  through {through}{alike.Key.Item2}", Style.Plain);
            Write(grants.Count == 1 ? AccessWords.Conditions(grants[0]) : []);
        }
    }

    private void WriteDenials(AccessTable table)
    {
        if (table.Denials.IsEmpty)
        {
            return;
        }

        console.WriteLine();
        Line("", "Denied, whoever else allows it", Bold);
        foreach (var denial in table.Denials)
        {
            var who = string.Join(", ", denial.Principal.Entries.Select(entry => entry.Text).Take(MaxValues));
            var actions = string.Join(", ", denial.Action?.Patterns.Take(MaxValues) ?? []);
            Line("  ", $"{(denial.Principal.IsNegated ? "all but " : "")}{who}: {(denial.Action?.IsNegated == true ? "all but " : "")}{actions}  by {Place(denial)}", Style.Plain);
            Write(AccessWords.Conditions(denial));
        }
    }

    private void Write(IEnumerable<(string Operator, string Key, ImmutableArray<string> Values)> conditions)
    {
        foreach (var (name, key, values) in conditions)
        {
            var more = values.Length > MaxValues ? $" and {values.Length - MaxValues} more" : "";
            Line("      ", $"if {name} {key}: {string.Join(" or ", values.Take(MaxValues).Select(value => $"\"{value}\""))}{more}", new Style(Color.Yellow));
        }
    }

    private static string Remarks(AccessRight right) =>
        (right.IsDelegated ? ", as far as that account's IAM policies allow it" : "")
        + (right.IsCertain ? "" : ", perhaps: it rests on something that cannot be known")
        + (right.Denials.IsEmpty ? "" : $", unless denied by {string.Join(" or ", right.Denials.Select(Place))}");

    private static string Place(PolicyStatement statement)
    {
        var number = (statement.Index + 1).ToString(CultureInfo.InvariantCulture);
        return statement.Sid is { Length: > 0 } sid ? $"statement {number} (\"{sid}\", line {statement.Line})" : $"statement {number} (line {statement.Line})";
    }

    private void Line(string indent, string text, Style style)
    {
        console.Write(new Text(indent + SafeText.Line(text), style) { Overflow = Overflow.Ellipsis });
        console.WriteLine();
    }
}
