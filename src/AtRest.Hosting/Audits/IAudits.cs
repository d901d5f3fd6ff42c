using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Audits;

/// <summary>Starts audits, runs them, and reports their progress.</summary>
internal interface IAudits
{
    /// <summary>Queues the audit. Ordered again with the same ID, it is the same audit. <see cref="FindAsync"/> finds it immediately.</summary>
    /// <exception cref="UnknownClusterException">The organization does not declare a cluster with one of the IDs.</exception>
    Task<AuditStatus> StartAsync(AuditOrder order, CancellationToken cancellationToken);

    /// <summary>Runs the whole audit immediately, without the queue, and stores its report as usual. Ordered again with the same ID, it is the same audit and the same report.</summary>
    /// <exception cref="UnknownClusterException">The organization does not declare a cluster with one of the IDs.</exception>
    Task<ReportEntry> RunAsync(AuditOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an audit that <see cref="RunAsync"/> could not finish after all tries: its report says which clusters were not evaluated, and why.
    /// Null without a report: the organization is no longer in the inventory, or the audit's plan is damaged. Then it is ordered again.
    /// </summary>
    /// <param name="order">The order of the audit.</param>
    /// <param name="cause">A sentence for the customer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ReportEntry?> GiveUpAsync(AuditOrder order, string cause, CancellationToken cancellationToken);

    /// <summary>The progress of this organization's audit; null if the organization has no such audit.</summary>
    Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken);
}
