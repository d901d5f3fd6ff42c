using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>The part of an inventory that an audit covers, whole or narrowed.</summary>
public static class AuditScope
{
    /// <summary>The organization with some of its clusters. A waiver for a cluster that is left out would be reported as unused.</summary>
    public static Organization Narrow(Organization organization, IReadOnlySet<string> clusters) => organization with
    {
        Clusters = [.. organization.Clusters.Where(cluster => clusters.Contains(cluster.Id))],
        Waivers = [.. organization.Waivers.Where(waiver => clusters.Contains(waiver.Cluster))],
    };

    /// <summary>The IDs of organizations that the inventory does not have, in the order given.</summary>
    public static ImmutableArray<string> UnknownOrganizations(ImmutableArray<Organization> inventory, IEnumerable<string> ids) =>
        [.. ids.Except(inventory.Select(organization => organization.Id), StringComparer.Ordinal)];

    /// <summary>The IDs of clusters that the organization does not declare, in order. Programs name a cluster by its exact ID.</summary>
    public static ImmutableArray<string> UnknownClusters(Organization organization, IEnumerable<string> ids) =>
        [.. ids.Except(organization.Clusters.Select(cluster => cluster.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The declared clusters that a person can mean by a text. Empty if the cluster is not known, several if its name is not unique. An ID comes first, then
    /// the exact name, then the name in any case.
    /// </summary>
    public static ImmutableArray<DeclaredCluster> ClustersNamed(ImmutableArray<Organization> organizations, string text) =>
        new Func<Cluster, bool>[]
        {
            cluster => string.Equals(cluster.Id, text, StringComparison.OrdinalIgnoreCase),
            cluster => cluster.Name == text,
            cluster => string.Equals(cluster.Name, text, StringComparison.OrdinalIgnoreCase),
        }
            .Select(isMeant => organizations
                .SelectMany(organization => organization.Clusters.Where(isMeant).Select(cluster => new DeclaredCluster(organization, cluster)))
                .ToImmutableArray())
            .FirstOrDefault(found => !found.IsEmpty, []);

    /// <summary>The IDs of the clusters that a choice leaves out.</summary>
    public static ImmutableArray<string> LeftOut(Organization whole, Organization selected)
    {
        var chosen = selected.Clusters.Select(cluster => cluster.Id).ToHashSet();
        return [.. whole.Clusters.Select(cluster => cluster.Id).Where(id => !chosen.Contains(id)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The accounts of the whole inventory: a trail or its bucket may belong to another organization than the selected one.</summary>
    public static ImmutableArray<AwsAccount> KnownAccounts(InventoryDocument inventory) =>
        [.. inventory.Organizations.OrderBy(organization => organization.Id, StringComparer.Ordinal).SelectMany(organization => organization.Aws)];

    /// <summary>The evidence of an audit before anything is observed.</summary>
    /// <param name="inventory">The whole inventory.</param>
    /// <param name="selected">One of its organizations, with the clusters to audit.</param>
    /// <param name="occasion">The ID, time and cause of the audit.</param>
    public static AuditEvidence Begin(InventoryDocument inventory, Organization selected, AuditOccasion occasion) => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = occasion.AuditId,
        AuditedAt = occasion.AuditedAt,
        Parameters = occasion.Parameters,
        Demo = occasion.Demo,
        OrderedBy = occasion.OrderedBy,
        InventorySha256 = inventory.Sha256,
        Organization = selected,
        // Over the whole inventory: a key can be shared with a cluster outside of the selection.
        SharedKeys = SharedKeyFinder.Find(inventory, selected),
        LeftOut = LeftOut(inventory.Organizations.First(whole => whole.Id == selected.Id), selected),
        Clouds = new(),
    };
}

/// <summary>A declared cluster and its organization.</summary>
public sealed record DeclaredCluster(Organization Organization, Cluster Cluster);

/// <summary>The ID, time and cause of an audit.</summary>
public sealed record AuditOccasion
{
    public required string AuditId { get; init; }

    /// <summary>The point in time that rules judge by, UTC.</summary>
    public required DateTimeOffset AuditedAt { get; init; }

    public AuditParameters Parameters { get; init; } = new();

    /// <summary>The fleet is made up.</summary>
    public bool Demo { get; init; }

    /// <summary>Null if it is not known.</summary>
    public AuditOrderer? OrderedBy { get; init; }
}
