using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;

namespace AtRest.Reports.Pdf;

/// <summary><c>report.pdf</c>: the whole report as a document to file.</summary>
internal sealed class PdfReportRenderer(PdfSigner signer) : IReportRenderer, IEndsWithSignature
{
    /// <summary>The number of clusters whose sheets fit into a document that readers open and a server can write: see <c>docs/formats.md</c>.</summary>
    public const int MostClusters = 500;

    public string Format => "pdf";

    public string FileName => "report.pdf";

    public string MediaType => "application/pdf";

    public bool IsCompressed => true;

    public bool ContainsSignature => true;

    public string? RefusalOf(int clusters) => clusters <= MostClusters ? null
        : $"The format '{Format}' has a sheet for each cluster and is written for up to {MostClusters} clusters. This report has {clusters}. Use 'pdf-executive', 'pages' or 'json', or audit some of the clusters.";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (RefusalOf(report.Summaries.Length) is { } refusal)
        {
            throw new FormatRefusedException(refusal);
        }

        var document = FullDocument.Write(report, cancellationToken);
        await signer.WriteAsync(document, stream, cancellationToken);
    }

    public ImmutableArray<Proof> CheckSignature(byte[] file, ImmutableArray<VerificationKey> trusted) => PdfSignature.Check(file, trusted);

    public bool IsSignature(AuditReport report, byte[] end) => PdfSignature.Follows(FullDocument.Write(report, CancellationToken.None), end);
}
