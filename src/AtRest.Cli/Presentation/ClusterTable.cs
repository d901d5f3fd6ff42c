using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AtRest.Cli.Presentation;

/// <summary>A line for each cluster: how it is declared, the verdict, and which rules need action.</summary>
internal static class ClusterTable
{
    private const int RulesShown = 4;

    private const int NarrowestTable = 70;
    private const int NameColumn = 0;
    private const int VerdictColumn = 3;

    /// <summary>Nobody reads more lines, and a table is laid out as a whole, in memory.</summary>
    private const int ClustersShown = 1_000;

    private static readonly string[] Headings = ["CLUSTER", "DECLARED", "REGION", "VERDICT", "NEEDS ACTION"];

    public static void Write(IAnsiConsole console, AuditReport report)
    {
        var unicode = console.Profile.Capabilities.Unicode;
        if (console.Profile.Width >= NarrowestTable && Table(console, report, unicode) is { } table)
        {
            console.Write(table);
        }
        else
        {
            WriteList(console, report, unicode);
        }

        if (report.Summaries.Length > ClustersShown)
        {
            Lines.WriteWrapped(console, (0, 0), $"and {report.Summaries.Length - ClustersShown} more clusters. The report files have all of them: '--format html --output DIR'.", Style.Plain);
        }
    }

    /// <summary>For terminals that are too narrow for a table.</summary>
    private static void WriteList(IAnsiConsole console, AuditReport report, bool unicode)
    {
        foreach (var audit in report.Summaries.Take(ClustersShown))
        {
            WriteHeading(console, audit, unicode);
            Lines.WriteWrapped(console, (2, 2), SafeText.Line($"{Declared(audit)}, {Regions(audit.Cluster)}: {NeedsAction(audit)}"), Style.Plain);
        }
    }

    /// <summary>The verdict and the name, on two lines if one is too short: a name is not broken, even between its words.</summary>
    private static void WriteHeading(IAnsiConsole console, ClusterSummary audit, bool unicode)
    {
        var (verdict, name) = (Verdict(audit, unicode), SafeText.Line(audit.Cluster.Name));
        var bold = new Style(decoration: Decoration.Bold);
        if (new Text($"{verdict} {name}").Length <= console.Profile.Width)
        {
            Lines.WriteWrapped(console, (0, 2), [($"{verdict} ", Marks.StyleOf(audit.Verdict)), (name, bold)]);
        }
        else
        {
            Lines.WriteWhole(console, verdict, Marks.StyleOf(audit.Verdict));
            Lines.WriteWhole(console, $"  {name}", bold);
        }
    }

    /// <summary>Null if the columns do not fit beside each other without breaking a name or a word.</summary>
    private static Table? Table(IAnsiConsole console, AuditReport report, bool unicode)
    {
        List<Text[]> rows = [[.. Headings.Select(heading => new Text(heading))], .. report.Summaries.Take(ClustersShown).Select(audit => Row(audit, unicode))];
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        var sizes = rows.Select(row => row.Select(cell => ((IRenderable)cell).Measure(options, int.MaxValue)).ToArray()).ToList();
        var widths = Columns(column => sizes.Max(row => row[column].Max));
        var least = Columns(column => column is NameColumn or VerdictColumn ? widths[column] : Math.Min(widths[column], Math.Max(TextTable.NarrowestColumn, sizes.Max(row => row[column].Min))));
        if (!TextTable.Fit(widths, least, console.Profile.Width))
        {
            return null;
        }

        // No border: it wraps badly on narrow terminals, and disturbs grep and cut.
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        for (var column = 0; column < Headings.Length; column++)
        {
            table.AddColumn(new TableColumn("") { Width = widths[column], Padding = new Padding(0, 0, column < Headings.Length - 1 ? TextTable.Gap : 0, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row);
        }

        return table;
    }

    private static int[] Columns(Func<int, int> width) => [.. Enumerable.Range(0, Headings.Length).Select(width)];

    private static Text[] Row(ClusterSummary audit, bool unicode) =>
    [
        Cell(audit.Cluster.Name),
        Cell(Declared(audit)),
        Cell(Regions(audit.Cluster)),
        new Text(Verdict(audit, unicode), Marks.StyleOf(audit.Verdict)),
        Cell(NeedsAction(audit)),
    ];

    private static string Verdict(ClusterSummary audit, bool unicode) => $"{Marks.SymbolOf(audit.Verdict, unicode)} {Marks.WordOf(audit.Verdict)}";

    /// <summary>The declared type, and the type that Camunda reports if it is a different one.</summary>
    private static string Declared(ClusterSummary audit)
    {
        var declared = audit.DeclaredType == EncryptionType.None ? "undeclared" : audit.DeclaredType.ToString();
        return audit.OtherReportedType is { } reported ? $"{declared} (Camunda: {reported})" : declared;
    }

    private static string Regions(Cluster cluster) => cluster.BackupRegion is { } backup ? $"{cluster.Region} + {backup}" : cluster.Region;

    private static Text Cell(string text) => new(SafeText.Line(text));

    private static string NeedsAction(ClusterSummary audit)
    {
        if (audit.IsNotEvaluated)
        {
            return "not evaluated";
        }

        var (failures, unknown) = (Rules(audit.FailingRules), Rules(audit.UnknownRules));
        return (failures, unknown) switch
        {
            ("", "") => "none",
            (_, "") => failures,
            ("", _) => $"unknown: {unknown}",
            _ => $"{failures}; unknown: {unknown}",
        };
    }

    private static string Rules(ImmutableArray<string> ids)
    {
        var shown = string.Join(", ", ids.Take(RulesShown));
        return ids.Length > RulesShown ? $"{shown} and {ids.Length - RulesShown} more" : shown;
    }
}
