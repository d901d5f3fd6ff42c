using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The rules of the audit, in the order of the clusters' sections, with their controls and results.</summary>
internal static class RuleTable
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="rules" aria-labelledby="rules-title">
            <h2 id="rules-title">Rules and controls</h2>

            """);
        var rules = report.Clusters.SelectMany(cluster => cluster.Findings).Concat(report.Findings).GroupBy(finding => finding.RuleId, StringComparer.Ordinal).ToList();
        if (rules.Count == 0)
        {
            html.Write($"<p>No rule was applied.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <p>The rules that applied to the clusters of this report and to the organization, what holds when each passes, and how often each result occurred. A rule about keys is applied to each key.</p>
            <table class="stack numbers">
            <thead><tr><th scope="col">Rule</th><th scope="col">Holds when</th><th scope="col">Controls</th><th scope="col">Pass</th><th scope="col">Fail</th><th scope="col">Unknown</th><th scope="col">Not applicable</th></tr></thead>
            <tbody>

            """);
        foreach (var rule in rules)
        {
            WriteRow(html, [.. rule]);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, List<Finding> findings)
    {
        var rule = findings[0];
        int Count(FindingStatus status) => findings.Count(finding => finding.Status == status);
        html.Write($"""
            <tr id="rule-{rule.RuleId}"><th scope="row">{rule.RuleId}</th><td data-label="Holds when"><span>{rule.Title} <span class="note">{Level(findings)}</span></span></td><td data-label="Controls">{(findings.TrueForAll(finding => finding.Controls.Count == 0) ? "–" : FindingSources.ControlsOf(findings))}</td><td data-label="Pass">{Count(FindingStatus.Pass)}</td><td data-label="Fail">{Count(FindingStatus.Fail)}</td><td data-label="Unknown">{Count(FindingStatus.Unknown)}</td><td data-label="Not applicable">{Count(FindingStatus.NotApplicable)}</td></tr>

            """);
    }

    /// <summary>A finding may be more severe than its rule usually is.</summary>
    private static string Level(List<Finding> findings) =>
        string.Join(" or ", findings.Select(finding => finding.Level).Distinct().OrderDescending().Select(level => Labels.Of(level).ToLowerInvariant()));
}
