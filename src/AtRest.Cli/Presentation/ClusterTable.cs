using AtRest.Core.Audits;
using AtRest.Core.Rules;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AtRest.Cli.Presentation;

/// <summary>A line per cluster: what it is declared to be, the verdict, and which rules ask for action.</summary>
internal static class ClusterTable
{
    private const int RulesShown = 4;

    public static IRenderable Of(AuditReport report, bool unicode)
    {
        // No lines: they say nothing, wrap badly on narrow terminals, and are in the way of grep and cut.
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
                Cell(cluster.Encryption.Type.ToString()),
                Cell(cluster.BackupRegion is { } backup ? $"{cluster.Region} + {backup}" : cluster.Region),
                new Text($"{Marks.SymbolOf(audit.Verdict, unicode)} {Marks.WordOf(audit.Verdict)}", Marks.StyleOf(audit.Verdict)),
                Cell(NeedsAction(audit)));
        }

        return table;
    }

    private static Text Cell(string text) => new(SafeText.Line(text));

    private static string NeedsAction(ClusterAudit audit)
    {
        var urgent = audit.Findings.Where(FindingGroup.NeedsAction).OrderBy(FindingGroup.Urgency).ToList();
        var failures = Rules(urgent.Where(finding => finding.Status == FindingStatus.Fail));
        var unknown = Rules(urgent.Where(finding => finding.Status == FindingStatus.Unknown));
        return (failures, unknown) switch
        {
            ("", "") => "-",
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
