using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Audits;

/// <summary>Starts audits, runs them, and says how far they are.</summary>
internal interface IAudits
{
    /// <summary>Puts the audit into the queue. Ordered again with the same id, it is the same audit. What it answers can be asked for by <see cref="FindAsync"/> at once.</summary>
    /// <exception cref="UnknownClusterException">An id is none of the organization's declared clusters.</exception>
    Task<AuditStatus> StartAsync(AuditOrder order, CancellationToken cancellationToken);

    /// <summary>Does all of the audit here and now, without the queue, and stores its report as any other. Ordered again with the same id, it is the same audit and the same report.</summary>
    /// <exception cref="UnknownClusterException">An id is none of the organization's declared clusters.</exception>
    Task<ReportEntry> RunAsync(AuditOrder order, CancellationToken cancellationToken);

    /// <summary>How far an audit of this organization is; null if the organization has no such audit.</summary>
    Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken);
}
