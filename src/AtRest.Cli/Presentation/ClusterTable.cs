using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A line for each cluster: how it is declared, the verdict, and which rules need action.</summary>
internal static class ClusterTable
{
    private const int RulesShown = 4;

    private const int NarrowestTable = 70;

    public static void Write(IAnsiConsole console, AuditReport report)
    {
        var unicode = console.Profile.Capabilities.Unicode;
        if (console.Profile.Width < NarrowestTable)
        {
            WriteList(console, report, unicode);
            return;
        }

        console.Write(Table(report, unicode));
    }

    /// <summary>For terminals that are too narrow for a table.</summary>
    private static void WriteList(IAnsiConsole console, AuditReport report, bool unicode)
    {
        foreach (var audit in report.Clusters)
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
        foreach (var audit in report.Clusters)
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

    private static string Verdict(ClusterAudit audit, bool unicode) => $"{Marks.SymbolOf(audit.Verdict, unicode)} {Marks.WordOf(audit.Verdict)}";

    /// <summary>The declared type, and the type that Camunda reports if it is a different one.</summary>
    private static string Declared(ClusterAudit audit)
    {
        var declared = audit.Cluster.Encryption.Type == EncryptionType.None ? "undeclared" : audit.Cluster.Encryption.Type.ToString();
        return audit.ReportsAnotherType ? $"{declared} (Camunda: {audit.Reported!.Encryption!.Type})" : declared;
    }

    private static string Regions(Cluster cluster) => cluster.BackupRegion is { } backup ? $"{cluster.Region} + {backup}" : cluster.Region;

    private static Text Cell(string text) => new(SafeText.Line(text));

    private static string NeedsAction(ClusterAudit audit)
    {
        if (audit.NotEvaluated is not null)
        {
            return "not evaluated";
        }

        var urgent = audit.Findings.Where(FindingGroup.NeedsAction).OrderBy(FindingGroup.Urgency).ToList();
        var failures = Rules(urgent.Where(finding => finding.Status == FindingStatus.Fail));
        var unknown = Rules(urgent.Where(finding => finding.Status == FindingStatus.Unknown));
        return (failures, unknown) switch
        {
            ("", "") => "none",
            (_, "") => failures,
            ("", _) => $"unknown: {unknown}",
            _ => $"{failures}; unknown: {unknown}",
        };
    }

    private static string Rules(IEnumerable<Finding> findings)
    {
        var ids = findings.Select(finding => finding.RuleId).Distinct().ToList();
        var shown = string.Join(", ", ids.Take(RulesShown));
        return ids.Count > RulesShown ? $"{shown} and {ids.Count - RulesShown} more" : shown;
    }
}
