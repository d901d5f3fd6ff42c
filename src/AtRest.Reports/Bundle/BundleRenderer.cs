using AtRest.Core.Audits;

namespace AtRest.Reports.Bundle;

/// <summary><c>report.bundle.zip</c>: all other formats, the evidence, and the signature.</summary>
/// <param name="bundle">Writes the file.</param>
/// <param name="others">The renderers of all other formats.</param>
internal sealed class BundleRenderer(ReportBundle bundle, Func<IEnumerable<IReportRenderer>> others) : IReportRenderer
{
    public string Format => ReportBundle.Format;

    public string FileName => "report.bundle.zip";

    public string MediaType => "application/zip";

    public bool IsReproducible => false;

    public bool IsCompressed => true;

    public bool ContainsSignature => true;

    public Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken) => bundle.WriteAsync(
        report,
        others().Where(renderer => renderer.Format != Format && renderer.RefusalOf(report.Summaries.Length) is null)
            .Select(renderer => BundlePart.Of(renderer, report))
            .Append(BundlePart.OfEvidence(report.WriteEvidence ?? throw new ArgumentException("The report was not judged from evidence.", nameof(report)))),
        stream,
        cancellationToken);
}
