using System.Collections.Immutable;
using AtRest.Core.Naming;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>Orders again what was given up because AtRest's own storage failed for hours: nobody else can know that it is to be repeated.</summary>
internal sealed class RepeatedOrders(IAudits audits, AuditStore store, TimeProvider time, ILogger<RepeatedOrders> log)
{
    /// <summary>Called again for the same audit, it orders nothing more: the ID of the new audit derives from that of the old one.</summary>
    public async Task OrderAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var again = order with { AuditId = DerivedId.Of("again after an outage", order.AuditId), OrderedAt = time.GetUtcNow() };
        if (await store.FindPlanAsync(again.OrganizationId, again.AuditId, cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await audits.StartAsync(again, cancellationToken);
        }
        catch (UnknownClusterException exception)
        {
            // What left the inventory meanwhile is not audited.
            ImmutableArray<string> rest = [.. order.Clusters.Except(exception.Clusters, StringComparer.Ordinal)];
            if (rest.IsEmpty || exception.Clusters.IsEmpty)
            {
                return;
            }

            await audits.StartAsync(again with { Clusters = rest }, cancellationToken);
        }

        log.OrderedAgain(order.AuditId, order.OrganizationId, again.AuditId);
    }
}
