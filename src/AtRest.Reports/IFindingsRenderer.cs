using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>
/// Writes findings that belong to no report, such as those of a policy that is not in use yet: a single line of JSON,
/// <c>{ "verdict": …, "findings": [ … ] }</c>, with findings as in a report.
/// Registered by <see cref="ReportsServiceCollectionExtensions.AddAtRestReports"/>.
/// </summary>
public interface IFindingsRenderer
{
    /// <summary>Writes UTF-8 with a line end and flushes the stream, which stays open.</summary>
    /// <exception cref="IOException">The stream could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task RenderAsync(Verdict verdict, IReadOnlyList<Finding> findings, Stream stream, CancellationToken cancellationToken);
}
