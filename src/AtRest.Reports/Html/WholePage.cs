using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html;

/// <summary>A report on one page: the clusters in detail and all evidence are on it.</summary>
internal static class WholePage
{
    public static async Task WriteAsync(HtmlWriter html, AuditReport report, CancellationToken cancellationToken)
    {
        // So few that they can be kept: causes are written before the clusters that refer to them.
        ImmutableArray<ClusterAudit> clusters = [.. report.Clusters];
        var view = new ReportView(report) { Evidence = new EvidenceSheet(report.Evidence), Shared = new SharedResults(clusters) };
        foreach (var cluster in clusters)
        {
            view.Add(cluster);
            view.Statements.Add(cluster);
        }

        view.Complete();
        Page.WriteStart(html, report);
        Banner.Write(html, report);
        Cover.Write(html, view);
        About.Write(html);
        Fleet.Write(html, report);
        TrendSection.Write(html, report);
        ClusterTable.Write(html, view);
        Unread.Write(html, view);
        Changes.Write(html, view);
        await WriteClustersAsync(html, view, clusters, cancellationToken);
        SharedSection.Write(html, view);
        WaiverTable.Write(html, view);
        CostSection.Write(html, report);
        Statements.Write(html, view);
        RuleTable.Write(html, view);
        await html.FlushAsync(cancellationToken);
        Frameworks.Write(html, view);
        Provenance.Write(html, report);
        await EvidenceTable.WriteAsync(html, view, cancellationToken);
        Page.WriteEnd(html, report);
    }

    private static async Task WriteClustersAsync(HtmlWriter html, ReportView view, ImmutableArray<ClusterAudit> clusters, CancellationToken cancellationToken)
    {
        if (clusters.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section id="details" aria-labelledby="details-title">
            <h2 id="details-title">Clusters in detail</h2>

            """);
        foreach (var (index, cluster) in clusters.Index())
        {
            ClusterSection.Write(html, view, index + 1, cluster);
            await html.FlushAsync(cancellationToken);
        }

        html.Write($"</section>\n");
    }
}
