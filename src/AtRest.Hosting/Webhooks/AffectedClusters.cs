using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Hosting.Webhooks;

/// <summary>An organization with those of its clusters that a change affects; at least one.</summary>
internal sealed record AffectedClusters(Organization Organization, ImmutableArray<string> Clusters)
{
    /// <summary>The organizations that declare clusters with keys of the scope, in the inventory's order. Several organizations may share a key.</summary>
    public static ImmutableArray<AffectedClusters> Of(InventoryDocument inventory, KeyScope scope) =>
    [
        .. inventory.Organizations
            .Select(organization => new AffectedClusters(organization, [.. organization.Clusters.Where(cluster => Uses(cluster, scope)).Select(cluster => cluster.Id)]))
            .Where(affected => !affected.Clusters.IsEmpty),
    ];

    /// <summary>As <see cref="Of(InventoryDocument, KeyScope)"/>; of one organization only, if the target names one.</summary>
    public static ImmutableArray<AffectedClusters> Of(InventoryDocument inventory, KeyChangeTarget target) =>
        [.. Of(inventory, target.Scope).Where(affected => target.OrganizationId is not { } id || affected.Organization.Id == id)];

    private static bool Uses(Cluster cluster, KeyScope scope) =>
        cluster.Encryption is DeclaredEncryption.External external && (scope.Covers(external.PrimaryKeyArn) || (external.SecondaryKeyArn is { } secondary && scope.Covers(secondary)));
}
