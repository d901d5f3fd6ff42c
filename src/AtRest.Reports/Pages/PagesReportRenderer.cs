using System.IO.Compression;
using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Pages;

/// <summary>
/// <c>report-pages.zip</c>: a report of any size as pages that a browser opens quickly. <c>index.html</c> is the overview, <c>clusters-0001.html</c> and so on have the clusters
/// with their evidence, and <c>names-0001.html</c> and so on list the clusters by name. No page has scripts or loads anything.
/// </summary>
internal sealed class PagesReportRenderer : IReportRenderer
{
    /// <summary>The same report gives the same bytes, so entries have the first time that the format can hold.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Format => "pages";

    public string FileName => "report-pages.zip";

    public string MediaType => "application/zip";

    public bool IsStored => true;

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using (var zip = await ZipArchive.CreateAsync(new ForwardStream(stream), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            var view = new ReportView(report) { Links = PageLinks.Index };
            await WriteClustersAsync(zip, view, cancellationToken);
            view.Complete();
            foreach (var (place, names) in NamesPage.Split(report).Index())
            {
                await WriteAsync(zip, PageLinks.NameOf("names", place), html => NamesPage.Write(html, view, place, names), cancellationToken);
            }

            await using var index = await OpenAsync(zip, PageLinks.IndexFile, cancellationToken);
            var overview = new HtmlWriter(index);
            await OverviewPage.WriteAsync(overview, view, cancellationToken);
            await overview.FlushAsync(cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Enumerates the clusters once and keeps those of one page.</summary>
    private static async Task WriteClustersAsync(ZipArchive zip, ReportView view, CancellationToken cancellationToken)
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
            await using var file = await OpenAsync(zip, PageLinks.FileOf(first), cancellationToken);
            var html = new HtmlWriter(file);
            await ClusterPage.WriteAsync(html, page, first, [.. chunk], cancellationToken);
            await html.FlushAsync(cancellationToken);
            first += chunk.Length;
        }
    }

    private static async Task WriteAsync(ZipArchive zip, string name, Action<HtmlWriter> write, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(zip, name, cancellationToken);
        var html = new HtmlWriter(file);
        write(html);
        await html.FlushAsync(cancellationToken);
    }

    private static async Task<Stream> OpenAsync(ZipArchive zip, string name, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Always;
        return await entry.OpenAsync(cancellationToken);
    }
}
