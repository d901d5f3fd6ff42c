using AtRest.Core.Audits;

namespace AtRest.Reports.Pdf;

/// <summary><c>report.pdf</c>: the whole report as a document to file.</summary>
internal sealed class PdfReportRenderer(PdfSigner signer) : IReportRenderer
{
    /// <summary>The number of clusters whose sheets fit into a document that readers open and a server can write: see <c>docs/formats.md</c>.</summary>
    public const int MostClusters = 500;

    public string Format => "pdf";

    public string FileName => "report.pdf";

    public string MediaType => "application/pdf";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var document = FullDocument.Write(report, cancellationToken);
        await signer.WriteAsync(document, stream, cancellationToken);
    }
}
