using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>One cluster: what it is declared to be, its verdict, and its findings, the ones to act on first.</summary>
internal static class ClusterSection
{
    public static void Write(HtmlWriter html, ReportView view, int number, ClusterAudit audit)
    {
        html.Write($"""
            <section class="cluster" id="cluster-{number}">
            <header class="cluster-head">
            <h3><bdi>{audit.Cluster.Name}</bdi></h3>

            """);
        Badge.Write(html, audit.Verdict);
        html.Write($"""

            <p class="because">{VerdictReason.Of(audit)}</p>
            </header>

            """);
        Declaration.Write(html, audit);
        var context = new FindingContext(view, audit.Cluster);
        WriteGroup(html, context, "Failures", OpenFailures(audit));
        WriteGroup(html, context, "Could not be judged", [.. audit.Findings.Where(finding => finding.Status == FindingStatus.Unknown)]);
        WriteGroup(html, context, "Failures accepted by a waiver", [.. audit.Findings.Where(finding => finding.Waiver is not null)]);
        QuietFindings.Write(html, context, "passed", [.. audit.Findings.Where(finding => finding.Status == FindingStatus.Pass)]);
        QuietFindings.Write(html, context, "not applicable", [.. audit.Findings.Where(finding => finding.Status == FindingStatus.NotApplicable)]);
        Statements.Write(html, audit.Statements);
        html.Write($"""
            <p class="back"><a href="#clusters">All clusters</a></p>
            </section>

            """);
    }

    /// <summary>Most severe first, required before recommended, else in the catalogue's order.</summary>
    private static List<Finding> OpenFailures(ClusterAudit audit) =>
        [.. audit.Findings.Where(finding => finding.IsOpenFailure).OrderBy(finding => finding.Severity).ThenBy(finding => finding.Level)];

    private static void WriteGroup(HtmlWriter html, FindingContext context, string title, List<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        html.Write($"""
            <h4>{title} <span class="tally">{findings.Count}</span></h4>

            """);
        foreach (var finding in findings)
        {
            FindingCard.Write(html, context, finding);
        }
    }
}
