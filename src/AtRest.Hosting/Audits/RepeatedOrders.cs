using System.Collections.Immutable;
using AtRest.Core.Naming;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>Orders again what AtRest could not finish because of its own storage: nobody else can know that it is to be repeated.</summary>
internal sealed class RepeatedOrders(AuditStarter starter, AuditStore store, TimeProvider time, ILogger<RepeatedOrders> log)
{
    /// <summary>
    /// The ID of the new audit; null if nothing of the order is in the inventory any more. Called again for the same audit, it orders nothing more: the ID of the new audit derives from
    /// that of the old one.
    /// </summary>
    public async Task<string?> OrderAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var again = order with { AuditId = DerivedId.Of("again after an outage", order.AuditId), OrderedAt = time.GetUtcNow(), Repeats = order.AuditId };
        if (await IsPlannedAsync(again, cancellationToken))
        {
            return again.AuditId;
        }

        try
        {
            await starter.StartAsync(again, cancellationToken);
        }
        catch (UnknownClusterException exception)
        {
            // What left the inventory meanwhile is not audited.
            ImmutableArray<string> rest = [.. order.Clusters.Except(exception.Clusters, StringComparer.Ordinal)];
            if (rest.IsEmpty || exception.Clusters.IsEmpty)
            {
                return null;
            }

            await starter.StartAsync(again with { Clusters = rest }, cancellationToken);
        }

        log.OrderedAgain(order.AuditId, order.OrganizationId, again.AuditId);
        return again.AuditId;
    }

    private async Task<bool> IsPlannedAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is not null;
        }
        catch (DamagedPlanException)
        {
            return true;
        }
    }
}
