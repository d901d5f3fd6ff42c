using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>
/// Writes a report in one format. A renderer neither judges nor chooses paths.
/// All renderers are registered by <see cref="ReportsServiceCollectionExtensions.AddAtRestReports"/>.
/// </summary>
public interface IReportRenderer
{
    /// <summary>The format's name in options, addresses and listings: <c>json</c>, <c>html</c>, <c>csv</c> …</summary>
    string Format { get; }

    /// <summary>The name of the format's file, unique among the formats: <c>report.json</c>. <see cref="ReportFileName"/> makes all other names from it.</summary>
    string FileName { get; }

    /// <summary>The media type to deliver the file with.</summary>
    string MediaType { get; }

    /// <summary>Whether a server writes the format with every report. It writes the other formats when they are requested: each costs time and storage.</summary>
    bool IsStored => false;

    /// <summary>Whether the same report gives the same bytes. It is false only for a format that contains the time at which it was signed.</summary>
    bool IsReproducible => true;

    /// <summary>Whether the file is compressed: it is not text, and another release of the runtime can write other bytes with the same content.</summary>
    bool IsCompressed => false;

    /// <summary>Whether the file contains its own signature if there is a signing key. For the other formats, the signature is a file beside it.</summary>
    bool ContainsSignature => false;

    /// <summary>Why the format cannot be written for a report of so many clusters, in sentences with what to do instead; null if it can.</summary>
    string? RefusalOf(int clusters) => null;

    /// <summary>Writes the whole report and flushes the stream, which stays open.</summary>
    /// <exception cref="FormatRefusedException"><see cref="RefusalOf"/> says that it cannot be written.</exception>
    /// <exception cref="IOException">The stream could not be written; what was written so far is not a complete report.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken);
}
