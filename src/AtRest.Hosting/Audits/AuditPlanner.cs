using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Audits;

/// <summary>Plans an audit from an order and the inventory.</summary>
internal sealed class AuditPlanner(IInventorySource inventories, PreviousReports previous, HostSettings settings)
{
    private const string NotDeclared = "The cluster was removed from the inventory before the audit was planned. To audit it, declare it in the inventory again.";

    /// <summary>Null if the organization is not (or no longer) in the inventory.</summary>
    /// <exception cref="InventoryException">There is no usable inventory.</exception>
    public async Task<AuditManifest?> PlanAsync(AuditOrder order, bool inline, CancellationToken cancellationToken)
    {
        var inventory = await inventories.ReadAsync(cancellationToken);
        if (inventory.Organizations.FirstOrDefault(candidate => candidate.Id == order.OrganizationId) is not { } whole)
        {
            return null;
        }

        var chosen = order.Clusters.ToFrozenSet(StringComparer.Ordinal);
        var selected = chosen.Count == 0 ? whole : AuditScope.Narrow(whole, chosen);
        var frame = AuditScope.Begin(inventory, selected, new AuditOccasion
        {
            AuditId = order.AuditId,
            AuditedAt = order.OrderedAt,
            Parameters = new AuditParameters { RetentionDays = settings.Audits.RetentionDays },
            Demo = settings.Demo,
            OrderedBy = new AuditOrderer { Cause = CauseOf(order.Cause), Name = order.OrderedBy, Detail = order.Detail },
        });
        return new AuditManifest
        {
            Order = order,
            Inline = inline,
            PreviousReportId = await previous.FindAsync(whole.Id, ReportIds.Of(order.AuditId, whole.Id), order.OrderedAt, frame.LeftOut.IsEmpty ? null : chosen, cancellationToken),
            Batches = inline ? BatchPlanner.Inline(selected) : BatchPlanner.Plan(selected),
            NotDeclared = [.. Missing(order, whole).Select(id => new NotEvaluatedCluster { ClusterId = id, Cause = NotDeclared })],
            Frame = frame,
        };
    }

    /// <summary>Checks whether an order can be carried out.</summary>
    /// <exception cref="UnknownClusterException">The organization does not declare a cluster with one of the IDs.</exception>
    /// <exception cref="InventoryException">There is no usable inventory.</exception>
    public async Task CheckAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var inventory = await inventories.ReadAsync(cancellationToken);
        var organization = inventory.Organizations.FirstOrDefault(candidate => candidate.Id == order.OrganizationId) ?? throw new UnknownClusterException(order.OrganizationId, []);
        if (Missing(order, organization) is { IsEmpty: false } missing)
        {
            throw new UnknownClusterException(order.OrganizationId, missing);
        }
    }

    private static OrderCause CauseOf(AuditCause cause) => cause switch
    {
        AuditCause.Nightly => OrderCause.Nightly,
        AuditCause.Request => OrderCause.Request,
        AuditCause.KeyChange => OrderCause.KeyChange,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    private static ImmutableArray<string> Missing(AuditOrder order, Organization organization) =>
        AuditScope.UnknownClusters(organization, order.Clusters);
}
