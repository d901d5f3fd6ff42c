using AtRest.Core.Audits;
using AtRest.Reports.Json;

namespace AtRest.Reports.JsonLines;

/// <summary>The document of <c>report.json</c> on a single line, for streams of reports (https://jsonlines.org/).</summary>
internal sealed class JsonLinesReportRenderer : IReportRenderer
{
    public string Format => "jsonl";

    public string FileName => PreviousReportReader.LinesFileName;

    public string MediaType => "application/jsonl";

    public bool IsStored => true;

    public Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken) =>
        ReportJson.WriteAsync(stream, ReportDocument.Of(report), ReportJson.SingleLine.ReportDocument, cancellationToken);
}
