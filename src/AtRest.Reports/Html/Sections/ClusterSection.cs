using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>One cluster: its declaration, its verdict, and its findings, the most urgent first.</summary>
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
        CostSection.Write(html, view.Report, audit);
        var context = new FindingContext(view, audit.Cluster);
        WriteGroup(html, context, "Failures", OpenFailures(audit));
        WriteUnknown(html, context, [.. audit.Findings.Where(finding => finding.Status == FindingStatus.Unknown)]);
        WriteGroup(html, context, "Failures accepted by a waiver", [.. audit.Findings.Where(finding => finding.Waiver is not null)]);
        QuietFindings.Write(html, context, "passed", view.Shared.Split(audit, FindingStatus.Pass));
        QuietFindings.Write(html, context, "not applicable", view.Shared.Split(audit, FindingStatus.NotApplicable));
        TimelineSection.Write(html, audit);
        Statements.WriteLinks(html, view, audit.Statements);
        html.Write($"""
            <p class="back"><a href="{view.Links.Clusters}">All clusters</a></p>
            </section>

            """);
    }

    /// <summary>The most severe first, required before recommended, otherwise in the catalogue's order.</summary>
    private static List<Finding> OpenFailures(ClusterAudit audit) =>
        [.. audit.Findings.Where(finding => finding.IsOpenFailure).OrderBy(finding => finding.Severity).ThenBy(finding => finding.Level)];

    /// <summary>A card for each finding with its own reason. Findings without evidence are in a table, and the whole report shows their causes once.</summary>
    private static void WriteUnknown(HtmlWriter html, FindingContext context, List<Finding> unknown)
    {
        var unread = unknown.Where(finding => !context.View.CauseNumbers(finding).IsEmpty).ToList();
        WriteGroup(html, context, "Could not be judged", [.. unknown.Except(unread)], unknown.Count);
        if (unread.Count == 0)
        {
            return;
        }

        if (unread.Count == unknown.Count)
        {
            html.Write($"""
                <h4>Could not be judged <span class="tally">{unknown.Count}</span></h4>

                """);
        }

        Unread.WriteLinks(html, context.View.Links, unread.SelectMany(finding => context.View.CauseNumbers(finding)).Distinct().Order());
        QuietFindings.Write(html, context, "without evidence", unread);
    }

    private static void WriteGroup(HtmlWriter html, FindingContext context, string title, List<Finding> findings) =>
        WriteGroup(html, context, title, findings, findings.Count);

    private static void WriteGroup(HtmlWriter html, FindingContext context, string title, List<Finding> findings, int count)
    {
        if (findings.Count == 0)
        {
            return;
        }

        html.Write($"""
            <h4>{title} <span class="tally">{count}</span></h4>

            """);
        foreach (var finding in findings)
        {
            FindingCard.Write(html, context, finding);
        }
    }
}
