using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>Is called for each complete report, at least once, before its audit counts as completed. After an exception it is called again.</summary>
internal interface IReportCompleted
{
    Task OnCompletedAsync(ReportEntry entry, AuditReport report, CancellationToken cancellationToken);
}
