using AtRest.Core.Audits;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html;

/// <summary><c>report.html</c>: one self-contained page without scripts, for reading, printing and filing.</summary>
internal sealed class HtmlReportRenderer : IReportRenderer
{
    public string Format => "html";

    public string FileName => "report.html";

    public string MediaType => "text/html; charset=utf-8";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var html = new HtmlWriter(stream);
        var view = new ReportView(report);
        Page.WriteStart(html, report);
        Banner.Write(html, report);
        Cover.Write(html, view);
        About.Write(html);
        Fleet.Write(html, report);
        ClusterTable.Write(html, report);
        Unread.Write(html, view);
        Changes.Write(html, view);
        await WriteClustersAsync(html, view, cancellationToken);
        WaiverTable.Write(html, view);
        RuleTable.Write(html, report);
        await html.FlushAsync(cancellationToken);
        Frameworks.Write(html, view);
        Provenance.Write(html, report);
        await EvidenceTable.WriteAsync(html, report, cancellationToken);
        Page.WriteEnd(html, report);
        await html.FlushAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static async Task WriteClustersAsync(HtmlWriter html, ReportView view, CancellationToken cancellationToken)
    {
        if (view.Report.Summaries.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section id="details" aria-labelledby="details-title">
            <h2 id="details-title">Clusters in detail</h2>

            """);
        foreach (var (index, audit) in view.Report.Clusters.Index())
        {
            ClusterSection.Write(html, view, index + 1, audit);
            await html.FlushAsync(cancellationToken);
        }

        html.Write($"</section>\n");
    }
}
