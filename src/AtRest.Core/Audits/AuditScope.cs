using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>What an audit takes from an inventory, whole or narrowed.</summary>
public static class AuditScope
{
    /// <summary>The organization with some of its clusters. A waiver for a cluster that is left out would be reported as one without use.</summary>
    public static Organization Narrow(Organization organization, IReadOnlySet<string> clusters) => organization with
    {
        Clusters = [.. organization.Clusters.Where(cluster => clusters.Contains(cluster.Id))],
        Waivers = [.. organization.Waivers.Where(waiver => clusters.Contains(waiver.Cluster))],
    };

    /// <summary>The ids of the clusters that a choice leaves out.</summary>
    public static ImmutableArray<string> LeftOut(Organization whole, Organization selected)
    {
        var chosen = selected.Clusters.Select(cluster => cluster.Id).ToHashSet();
        return [.. whole.Clusters.Select(cluster => cluster.Id).Where(id => !chosen.Contains(id)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The accounts of the whole inventory: a trail or its bucket may belong to an organization outside of the selection.</summary>
    public static ImmutableArray<AwsAccount> KnownAccounts(InventoryDocument inventory) =>
        [.. inventory.Organizations.OrderBy(organization => organization.Id, StringComparer.Ordinal).SelectMany(organization => organization.Aws)];

    /// <summary>An audit's evidence before anything is observed.</summary>
    /// <param name="inventory">The whole inventory.</param>
    /// <param name="selected">One of its organizations, with the clusters to audit.</param>
    /// <param name="occasion">Which audit it is.</param>
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
        // Over the whole inventory: a key that is shared with a cluster outside of the selection is shared all the same.
        SharedKeys = SharedKeyFinder.Find(inventory, selected),
        LeftOut = LeftOut(inventory.Organizations.First(whole => whole.Id == selected.Id), selected),
        Clouds = new(),
    };
}

/// <summary>Which audit it is, and when.</summary>
public sealed record AuditOccasion
{
    public required string AuditId { get; init; }

    /// <summary>UTC; the one moment that rules judge by.</summary>
    public required DateTimeOffset AuditedAt { get; init; }

    public AuditParameters Parameters { get; init; } = new();

    /// <summary>The fleet is made up.</summary>
    public bool Demo { get; init; }

    /// <summary>Null: nobody says.</summary>
    public AuditOrderer? OrderedBy { get; init; }
}
