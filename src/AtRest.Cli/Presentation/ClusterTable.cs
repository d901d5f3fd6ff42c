using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A line for each cluster: how it is declared, the verdict, and which rules need action.</summary>
internal static class ClusterTable
{
    private const int RulesShown = 4;

    private const int NarrowestTable = 70;

    /// <summary>Nobody reads more lines, and a table is laid out as a whole, in memory.</summary>
    private const int ClustersShown = 1_000;

    public static void Write(IAnsiConsole console, AuditReport report)
    {
        var unicode = console.Profile.Capabilities.Unicode;
        if (console.Profile.Width < NarrowestTable)
        {
            WriteList(console, report, unicode);
        }
        else
        {
            console.Write(Table(report, unicode));
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
            Lines.WriteWrapped(console, (0, 2),
            [
                (Verdict(audit, unicode) + " ", Marks.StyleOf(audit.Verdict)),
                (SafeText.Line(audit.Cluster.Name), new Style(decoration: Decoration.Bold)),
            ]);
            Lines.WriteWrapped(console, (2, 2), SafeText.Line($"{Declared(audit)}, {Regions(audit.Cluster)}: {NeedsAction(audit)}"), Style.Plain);
        }
    }

    private static Table Table(AuditReport report, bool unicode)
    {
        // No border: it wraps badly on narrow terminals, and disturbs grep and cut.
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in new[] { "CLUSTER", "DECLARED", "REGION", "VERDICT", "NEEDS ACTION" })
        {
            table.AddColumn(new TableColumn(new Text(heading)).PadLeft(0).PadRight(2));
        }

        table.Columns[3].NoWrap();
        foreach (var audit in report.Summaries.Take(ClustersShown))
        {
            var cluster = audit.Cluster;
            table.AddRow(
                Cell(cluster.Name),
                Cell(Declared(audit)),
                Cell(Regions(cluster)),
                new Text(Verdict(audit, unicode), Marks.StyleOf(audit.Verdict)),
                Cell(NeedsAction(audit)));
        }

        return table;
    }

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
