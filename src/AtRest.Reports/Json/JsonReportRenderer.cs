using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary><c>report.json</c>: indented, for files.</summary>
internal sealed class JsonReportRenderer : IReportRenderer
{
    public string Format => "json";

    public string FileName => PreviousReportReader.FileName;

    public string MediaType => "application/json";

    public bool IsStored => true;

    public Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken) =>
        ReportJson.WriteAsync(stream, ReportDocument.Of(report), ReportJson.Indented.ReportDocument, cancellationToken);
}
