using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>
/// Writes a report in one format. A renderer neither judges nor chooses paths, and the same report gives the same bytes.
/// All renderers are registered by <see cref="ReportsServiceCollectionExtensions.AddAtRestReports"/>.
/// </summary>
public interface IReportRenderer
{
    /// <summary>The format's name in options, addresses and lists: <c>json</c>, <c>jsonl</c> (the same on a single line) or <c>html</c>.</summary>
    string Format { get; }

    /// <summary>
    /// The name of a file with a report about a whole organization: <c>report</c> and an extension, such as <c>report.json</c>. Each format has its own. <see cref="ReportFileName"/> makes
    /// the other names from it.
    /// </summary>
    string FileName { get; }

    /// <summary>The media type to deliver the file with.</summary>
    string MediaType { get; }

    /// <summary>Writes the whole report as UTF-8 and flushes the stream, which stays open.</summary>
    /// <exception cref="IOException">The stream could not be written; what was written so far is not a report.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken);
}
