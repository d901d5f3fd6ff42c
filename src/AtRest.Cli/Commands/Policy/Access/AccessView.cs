using System.Collections.Immutable;
using System.Globalization;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using Spectre.Console;

namespace AtRest.Cli.Commands.Policy.Access;

/// <summary>Shows the access table: a block for each principal, with a line for each statement or grant that gives it access.</summary>
internal sealed class AccessView
{
    private const int Hanging = 2;
    private const int MaxGrants = 3;
    private const int MaxValues = 4;

    private readonly IAnsiConsole console;

    public AccessView(CliEnvironment environment) => console = Consoles.OnOutput(environment);

    public void Write(AccessTable table)
    {
        Line(0, $"WHO CAN USE {table.Key.Value}", Bold);
        if (table.IsPublic)
        {
            Line(0, "The key is public: everyone who has an AWS account can use it (KPOL-2).", new Style(Color.Red));
        }

        foreach (var part in Parts(table).Where(part => part.Rows.Length > 0))
        {
            console.WriteLine();
            Line(0, part.Heading, Bold);
            foreach (var rows in InfrastructureTogether(part.Rows))
            {
                Write(rows);
            }
        }

        WriteDenials(table);
        if (table.Rows.IsEmpty)
        {
            Line(0, table.HasGrants ? "No one can use the key." : "The policy gives no one access.", Style.Plain);
        }

        if (!table.HasGrants)
        {
            console.WriteLine();
            Line(0, "Grants are not included. To include them, add --grants FILE with the output of 'aws kms list-grants'.", Style.Plain);
        }
    }

    private static Style Bold { get; } = new(decoration: Decoration.Bold);

    private static IEnumerable<(string Heading, ImmutableArray<AccessRow> Rows)> Parts(AccessTable table)
    {
        var foreign = table.Rows.Where(row => row.IsForeign).ToList();
        yield return ("Everyone", [.. foreign.Where(row => row.Kind == AccessKind.Anyone)]);
        yield return ($"Outside account {table.Key.AccountId}", [.. foreign.Where(row => row.Kind is not (AccessKind.Anyone or AccessKind.Service))]);
        yield return ("AWS services that can act for other accounts", [.. foreign.Where(row => row.Kind == AccessKind.Service)]);
        yield return ($"Account {table.Key.AccountId}, the owner", [.. table.Rows.Where(row => !row.IsForeign)]);
    }

    /// <summary>EC2 has a grant for each volume of each instance. Those with the same rights are shown together.</summary>
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
        Line(2, $"{AccessWords.Of(first.Kind)} {name}", Bold);
        var rights = rows.SelectMany(row => row.Rights).ToList();
        foreach (var right in rights.Where(right => right.Statement is not null))
        {
            WriteRight(right.ActionsInWords, Place(right.Statement!), Remarks(right));
            Write(AccessWords.Conditions(right));
        }

        foreach (var alike in rights.Where(right => right.Grant is not null).GroupBy(right => (right.ActionsInWords, Remarks: string.Join('\n', Remarks(right)))))
        {
            var grants = alike.ToList();
            var through = grants.Count <= MaxGrants
                ? string.Join(", ", grants.Select(right => $"grant {right.Grant!.Name ?? right.Grant.GrantId}"))
                : string.Create(CultureInfo.InvariantCulture, $"{grants.Count} grants");
            WriteRight(alike.Key.ActionsInWords, through, Remarks(grants[0]));
            WriteConstraints(grants);
        }
    }

    private void WriteDenials(AccessTable table)
    {
        if (table.Denials.IsEmpty)
        {
            return;
        }

        console.WriteLine();
        Line(0, "Denied, even if other statements or grants allow it", Bold);
        foreach (var denial in table.Denials)
        {
            var who = $"{(denial.Principal.IsNegated ? "all but " : "")}{UpTo(", ", [.. denial.Principal.Entries.Select(entry => entry.Text)])}";
            var actions = $"{(denial.Action?.IsNegated == true ? "all but " : "")}{UpTo(", ", denial.Action?.Patterns ?? [])}";
            if (!FitsOnALine(2, $"{who}: {actions}  by {Place(denial)}"))
            {
                Line(2, $"{who}: {actions}", Style.Plain);
                Line(6, $"by {Place(denial)}", Style.Plain);
            }

            Write(AccessWords.Conditions(denial));
        }
    }

    private void Write(IEnumerable<(string Operator, string Key, ImmutableArray<string> Values)> conditions)
    {
        foreach (var (name, key, values) in conditions)
        {
            Line(6, $"if {name} {key}: {UpTo(" or ", [.. values.Select(value => $"\"{value}\"")])}", new Style(Color.Yellow));
        }
    }

    /// <summary>Writes a right on one line if it fits. Otherwise the actions, the source and each remark have their own line.</summary>
    private void WriteRight(string actions, string through, ImmutableArray<string> remarks)
    {
        if (FitsOnALine(4, $"{actions}  through {string.Join(", ", remarks.Prepend(through))}"))
        {
            return;
        }

        Line(4, actions, Style.Plain);
        foreach (var remark in remarks.Prepend($"through {through}"))
        {
            Line(6, remark, Style.Plain);
        }
    }

    /// <summary>Writes the constraints if all of these grants have the same ones. Otherwise it writes that they differ.</summary>
    private void WriteConstraints(List<AccessRight> grants)
    {
        var constraints = grants.Select(right => AccessWords.Conditions(right).ToList()).ToList();
        if (constraints.DistinctBy(list => string.Join('\n', list.Select(part => $"{part.Operator} {part.Key} {string.Join('\t', part.Values)}"))).Count() == 1)
        {
            Write(constraints[0]);
        }
        else
        {
            Line(6, "if the constraints of the grant are met. They differ; --json shows them", new Style(Color.Yellow));
        }
    }

    private static ImmutableArray<string> Remarks(AccessRight right) =>
    [
        .. right.IsDelegated ? ["if the IAM policies of that account also allow it"] : Array.Empty<string>(),
        .. right.IsCertain ? [] : new[] { "not certain: it depends on something that AtRest cannot decide" },
        .. right.Denials.IsEmpty ? [] : new[] { $"unless denied by {UpTo(" or ", [.. right.Denials.Select(Place)])}" },
    ];

    /// <summary>Writes the text if it fits on a line.</summary>
    private bool FitsOnALine(int indent, string text)
    {
        var fits = indent + text.Length <= console.Profile.Width;
        if (fits)
        {
            Line(indent, text, Style.Plain);
        }

        return fits;
    }

    private static string UpTo(string separator, ImmutableArray<string> items) =>
        string.Join(separator, items.Take(MaxValues)) + (items.Length > MaxValues ? $" and {items.Length - MaxValues} more" : "");

    private static string Place(PolicyStatement statement)
    {
        var number = (statement.Index + 1).ToString(CultureInfo.InvariantCulture);
        return statement.Sid is { Length: > 0 } sid ? $"statement {number} (\"{sid}\", line {statement.Line})" : $"statement {number} (line {statement.Line})";
    }

    private void Line(int indent, string text, Style style) => Lines.WriteWrapped(console, (indent, indent + Hanging), SafeText.Line(text), style);
}
