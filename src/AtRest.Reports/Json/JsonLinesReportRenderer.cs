using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary>The same document on a single line, for streams of reports (https://jsonlines.org/).</summary>
internal sealed class JsonLinesReportRenderer : IReportRenderer
{
    public string Format => "jsonl";

    public string MediaType => "application/jsonl";

    public Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken) =>
        ReportDocument.WriteAsync(report, stream, JsonLayout.SingleLine, cancellationToken);
}
