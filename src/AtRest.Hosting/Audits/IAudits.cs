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

    /// <summary>
    /// Ends an audit that <see cref="RunAsync"/> could not do, however often it was tried: its report says of what is missing that it was not evaluated, and why.
    /// Null if the organization is not in the inventory any more, so that there is nobody to report to.
    /// </summary>
    /// <param name="order">What was ordered.</param>
    /// <param name="cause">A sentence for the customer.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task<ReportEntry?> GiveUpAsync(AuditOrder order, string cause, CancellationToken cancellationToken);

    /// <summary>How far an audit of this organization is; null if the organization has no such audit.</summary>
    Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken);
}
