using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html;

/// <summary>
/// <c>report.html</c>: one self-contained page without scripts, for reading, printing and filing. The page of a big fleet is an overview: a browser would not open one with
/// everything. The format <c>pages</c> has the details.
/// </summary>
internal sealed class HtmlReportRenderer : IReportRenderer
{
    /// <summary>The number of clusters that fit on one page.</summary>
    public const int MostClusters = 200;

    public string Format => "html";

    public string FileName => "report.html";

    public string MediaType => "text/html; charset=utf-8";

    public bool IsStored => true;

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var html = new HtmlWriter(stream);
        if (report.Summaries.Length > MostClusters)
        {
            await WriteOverviewAsync(html, report, cancellationToken);
        }
        else
        {
            await WholePage.WriteAsync(html, report, cancellationToken);
        }

        await html.FlushAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static async Task WriteOverviewAsync(HtmlWriter html, AuditReport report, CancellationToken cancellationToken)
    {
        var view = new ReportView(report) { Links = PageLinks.Overview };
        foreach (var cluster in report.Clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            view.Add(cluster);
        }

        view.Complete();
        await OverviewPage.WriteAsync(html, view, cancellationToken);
    }
}
