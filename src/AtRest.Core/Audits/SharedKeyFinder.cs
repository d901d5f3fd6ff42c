using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>Finds the keys, AWS's and Google's, that more than one cluster of an inventory uses.</summary>
public static class SharedKeyFinder
{
    /// <summary>
    /// Of every organization of the inventory, by its id: one entry for each key name that it declares and whose key another cluster of the
    /// whole inventory uses too, by name. A cluster's own primary and secondary key may be related: that is no sharing.
    /// </summary>
    public static ImmutableDictionary<string, ImmutableArray<SharedKey>> Find(InventoryDocument whole)
    {
        var uses = Uses(whole);
        return whole.Organizations.ToImmutableDictionary(organization => organization.Id, organization => Find(uses, organization), StringComparer.Ordinal);
    }

    /// <summary>The same of one organization.</summary>
    public static ImmutableArray<SharedKey> Find(InventoryDocument whole, Organization organization) => Find(Uses(whole), organization);

    /// <summary>One entry per cluster and key, even where the cluster declares the key twice.</summary>
    private static ILookup<KeyIdentity, (string Organization, string Cluster)> Uses(InventoryDocument whole) => whole.Organizations
        .SelectMany(owner => owner.Clusters.SelectMany(cluster => DeclaredKeys.Of(cluster).Select(key => key.Identity).Distinct().Select(key => (Key: key, User: (owner.Id, cluster.Id)))))
        .ToLookup(use => use.Key, use => use.User);

    private static ImmutableArray<SharedKey> Find(ILookup<KeyIdentity, (string Organization, string Cluster)> uses, Organization organization) =>
    [
        .. organization.Clusters.SelectMany(DeclaredKeys.Of)
            .DistinctBy(key => key.Name, StringComparer.Ordinal)
            .Where(key => uses[key.Identity].Skip(1).Any())
            .OrderBy(key => key.Name, StringComparer.Ordinal)
            .Select(key => new SharedKey
            {
                KeyArn = key.Name,
                Clusters = [.. uses[key.Identity].Where(use => use.Organization == organization.Id).Select(use => use.Cluster).Order(StringComparer.Ordinal)],
                ForeignClusters = uses[key.Identity].Count(use => use.Organization != organization.Id),
            }),
    ];
}
