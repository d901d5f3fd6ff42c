using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>Is told of each report that is complete, at least once, before its audit counts as completed. An exception has it told again.</summary>
internal interface IReportCompleted
{
    Task OnCompletedAsync(ReportEntry entry, AuditReport report, CancellationToken cancellationToken);
}
