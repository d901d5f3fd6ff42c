using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Writing;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Pages;

/// <summary>
/// <c>report-pages.zip</c>: a report of any size as pages that a browser opens quickly. <c>index.html</c> is the overview, <c>clusters-0001.html</c> and so on have the clusters
/// with their evidence, and <c>names-0001.html</c> and so on list the clusters by name. No page has scripts or loads anything.
/// </summary>
internal sealed class PagesReportRenderer : IReportRenderer
{
    public string Format => "pages";

    public string FileName => "report-pages.zip";

    public string MediaType => "application/zip";

    public bool IsCompressed => true;

    public bool IsStored => true;

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var zip = new ZipWriter(stream);
        var view = new ReportView(report) { Links = PageLinks.Index };
        await WriteClustersAsync(zip, view, cancellationToken);
        view.Complete();
        foreach (var (place, names) in NamesPage.Split(report).Index())
        {
            await WriteAsync(zip, PageLinks.NameOf("names", place), html => NamesPage.Write(html, view, place, names), cancellationToken);
        }

        await WriteAsync(zip, PageLinks.IndexFile, (html, token) => OverviewPage.WriteAsync(html, view, token), cancellationToken);
        await zip.CompleteAsync(cancellationToken);
    }

    /// <summary>Enumerates the clusters once and keeps those of one page.</summary>
    private static async Task WriteClustersAsync(ZipWriter zip, ReportView view, CancellationToken cancellationToken)
    {
        var evidence = new EvidenceStore(view.Report.Evidence);
        var first = 1;
        foreach (var chunk in view.Report.Clusters.Chunk(PageLinks.ClustersPerPage))
        {
            foreach (var cluster in chunk)
            {
                view.Add(cluster);
            }

            var page = view with
            {
                Links = PageLinks.ClusterPage,
                Evidence = new EvidenceSheet(evidence.Of(chunk)),
                Rules = new RuleTally(),
                Shared = new SharedResults([.. chunk]),
                Statements = new StatementNumbers(),
            };
            await WriteAsync(zip, PageLinks.FileOf(first), (html, token) => ClusterPage.WriteAsync(html, page, first, [.. chunk], token), cancellationToken);
            first += chunk.Length;
        }
    }

    private static Task<WrittenEntry> WriteAsync(ZipWriter zip, string name, Action<HtmlWriter> write, CancellationToken cancellationToken) => WriteAsync(
        zip,
        name,
        (html, _) =>
        {
            write(html);
            return Task.CompletedTask;
        },
        cancellationToken);

    private static Task<WrittenEntry> WriteAsync(ZipWriter zip, string name, Func<HtmlWriter, CancellationToken, Task> write, CancellationToken cancellationToken) => zip.AddAsync(
        name,
        ZipLayout.Deflated,
        async (stream, token) =>
        {
            var html = new HtmlWriter(stream);
            await write(html, token);
            await html.FlushAsync(token);
        },
        cancellationToken);
}
