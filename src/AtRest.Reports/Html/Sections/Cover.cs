using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The first page: the organization, the time, and the verdict at a glance.</summary>
internal static class Cover
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        var report = view.Report;
        html.Write($"""
            <header class="cover">
            <p class="brand"><span class="mark" aria-hidden="true"></span>AtRest audit report</p>
            <h1>Encryption at rest of Camunda 8 clusters</h1>
            <p class="for">{(report.Scope == ReportScope.Clusters ? $"{ScopeWords.Part(report)} of " : "")}<bdi>{report.OrganizationName}</bdi></p>
            <p class="when">Audited on <time datetime="{Timestamp.Iso(report.GeneratedAt)}">{Labels.Moment(report.GeneratedAt)}</time></p>

            """);
        CoverVerdict.Write(html, view);
        WriteCounts(html, report.Summary);
        WriteDetails(html, report);
        WriteLeftOut(html, view);
        WriteShortPrint(html, view);
        html.Write($"</header>\n");
        Page.WriteContents(html, view);
        html.Write($"<main>\n");
    }

    /// <summary>Without scripts: the style sheet prints less if the address names this paragraph. What is left out is said on the first printed page.</summary>
    private static void WriteShortPrint(HtmlWriter html, ReportView view)
    {
        html.Write($"""
            <p class="note how-to-print" id="short-print">To print a short version, <a href="#short-print">choose the short print</a> first, and then print this page. Without <code>#short-print</code> in the address, everything is printed.</p>
            <p class="short-print-only part">Short print. The full report has the details of each cluster with the evidence, the statements, the rules and the controls of the frameworks. Lists show the first 10 entries, and the table of clusters the first 30{(view.Report.Summaries.Length > 30 ? $" of {view.Report.Summaries.Length}" : "")}.</p>

            """);
    }

    private static void WriteCounts(HtmlWriter html, ReportSummary summary)
    {
        html.Write($"""
            <ul class="counts">

            """);
        WriteCount(html, Verdict.NonCompliant, summary.NonCompliant);
        WriteCount(html, Verdict.Indeterminate, summary.Indeterminate);
        WriteCount(html, Verdict.Compliant, summary.Compliant);
        html.Write($"</ul>\n");
    }

    private static void WriteCount(HtmlWriter html, Verdict verdict, int count)
    {
        html.Write($"""
            <li class="count {Labels.ToneOf(verdict)}"><span class="number">{count}</span> <span class="word">
            """);
        Badge.WriteIcon(html, Labels.ToneOf(verdict));
        html.Write($"{Labels.Of(verdict)}</span></li>\n");
    }

    private static void WriteLeftOut(HtmlWriter html, ReportView view)
    {
        var report = view.Report;
        if (report.LeftOut.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <details class="quiet">
            <summary><span class="summary-title">{Labels.Count(report.LeftOut.Length, "declared cluster was", "declared clusters were")} left out</span> <span class="note">this report does not cover {(report.LeftOut.Length == 1 ? "it" : "them")}</span></summary>
            <ul>

            """);
        foreach (var id in report.LeftOut.Take(view.Links.Most))
        {
            html.Write($"<li><code>{id}</code></li>\n");
        }

        html.Write($"</ul>\n");
        ClusterName.WriteMore(html, report.LeftOut.Length, view.Links.Most);
        html.Write($"</details>\n");
    }

    private static void WriteDetails(HtmlWriter html, AuditReport report) => html.Write($"""
        <dl class="facts">
        <div><dt>Organization</dt><dd><bdi>{report.OrganizationName}</bdi> (<code>{report.OrganizationId}</code>)</dd></div>
        <div><dt>Clusters</dt><dd>{report.Headline}.</dd></div>
        <div><dt>Ordered by</dt><dd>{ProvenanceWords.OrdererOf(report)}</dd></div>
        <div><dt>Required log retention</dt><dd>{Labels.Count(report.Parameters.RetentionDays, "day", "days")}</dd></div>
        <div><dt>Report</dt><dd><code>{report.ReportId}</code></dd></div>
        <div><dt>Audit</dt><dd><code>{report.AuditId}</code></dd></div>
        <div><dt>Written by</dt><dd>{report.Tool.Name} {report.Tool.Version}</dd></div>
        </dl>

        """);
}
