using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Pages;

/// <summary>A page with some of the clusters of a report, and everything that their sections refer to.</summary>
internal static class ClusterPage
{
    public static async Task WriteAsync(HtmlWriter html, ReportView view, int first, ImmutableArray<ClusterAudit> clusters, CancellationToken cancellationToken)
    {
        var report = view.Report;
        foreach (var cluster in clusters)
        {
            view.Rules.Add(cluster);
            view.Statements.Add(cluster);
        }

        var last = first + clusters.Length - 1;
        var title = string.Create(CultureInfo.InvariantCulture, $"Clusters {first}–{last} of {report.Summaries.Length}");
        Page.WriteStart(html, report, $"{title}: ");
        Banner.Write(html, report);
        html.Write($"""
            <header class="cover sub">
            <h1>{title}</h1>
            <p class="for"><bdi>{report.OrganizationName}</bdi></p>
            <p class="when">Audited on <time datetime="{Timestamp.Iso(report.GeneratedAt)}">{Labels.Moment(report.GeneratedAt)}</time></p>

            """);
        WriteNavigation(html, view, first);
        html.Write($"</header>\n<main>\n");
        Banner.WritePart(html, report);
        html.Write($"""
            <section id="clusters" aria-labelledby="clusters-title">
            <h2 id="clusters-title">Clusters of this page</h2>

            """);
        ClusterTable.WriteTable(html, view, [.. clusters.Select((_, index) => (first + index, report.Summaries[first + index - 1]))]);
        html.Write($"""
            </section>
            <section id="details" aria-labelledby="details-title">
            <h2 id="details-title">Clusters in detail</h2>

            """);
        foreach (var (index, cluster) in clusters.Index())
        {
            ClusterSection.Write(html, view, first + index, cluster);
            await html.FlushAsync(cancellationToken);
        }

        html.Write($"</section>\n");
        SharedSection.Write(html, view);
        Statements.Write(html, view);
        RuleTable.Write(html, view);
        await EvidenceTable.WriteAsync(html, view, cancellationToken);
        Page.WriteFoot(html, report);
    }

    private static void WriteNavigation(HtmlWriter html, ReportView view, int first)
    {
        html.Write($"""
            <nav class="contents" aria-label="Pages">
            <ol>
            <li><a href="{PageLinks.IndexFile}">Overview</a></li>

            """);
        if (first > 1)
        {
            html.Write($"""
                <li><a href="{PageLinks.FileOf(first - 1)}">Previous page</a></li>

                """);
        }

        if (first + PageLinks.ClustersPerPage <= view.Report.Summaries.Length)
        {
            html.Write($"""
                <li><a href="{PageLinks.FileOf(first + PageLinks.ClustersPerPage)}">Next page</a></li>

                """);
        }

        if (!view.Statements.IsEmpty)
        {
            html.Write($"""
                <li><a href="#statements">Statements</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#rules">Rules and controls</a></li>
            <li><a href="#evidence">Evidence</a></li>
            </ol>
            </nav>

            """);
    }
}
