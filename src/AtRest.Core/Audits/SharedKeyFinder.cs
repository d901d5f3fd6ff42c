using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>Finds the AWS and Google keys that more than one cluster of an inventory uses.</summary>
public static class SharedKeyFinder
{
    /// <summary>
    /// One entry for each key name that the organization declares and whose key another cluster of the whole inventory uses too, by name.
    /// A cluster's own primary and secondary key may be related, which is not sharing.
    /// </summary>
    public static ImmutableArray<SharedKey> Find(InventoryDocument whole, Organization organization)
    {
        var (uses, roles) = (Uses(whole), Roles(whole, organization));
        return
        [
            .. organization.Clusters.SelectMany(cluster => cluster.Encryption.Keys)
                .DistinctBy(key => key.Name, StringComparer.Ordinal)
                .Where(key => uses[key.Identity].Skip(1).Any())
                .OrderBy(key => key.Name, StringComparer.Ordinal)
                .Select(key => new SharedKey
                {
                    KeyArn = key.Name,
                    Clusters = [.. uses[key.Identity].Where(use => use.Organization == organization.Id).Select(use => use.Cluster).Order(StringComparer.Ordinal)],
                    Roles = [.. roles[key.Name].DistinctBy(role => role.Value, StringComparer.Ordinal)],
                    ForeignClusters = uses[key.Identity].Count(use => use.Organization != organization.Id),
                }),
        ];
    }

    /// <summary>The roles of the organization's clusters, by the AWS KMS key that they declare.</summary>
    private static ILookup<string, Arn> Roles(InventoryDocument whole, Organization organization) => whole.Organizations
        .Where(candidate => candidate.Id == organization.Id)
        .SelectMany(candidate => candidate.Clusters)
        .Select(cluster => cluster.Encryption)
        .OfType<DeclaredEncryption.External>()
        .SelectMany(external => new[] { external.PrimaryKeyArn.Value, external.SecondaryKeyArn?.Value }.OfType<string>(), (external, key) => (Key: key, external.RoleArn))
        .ToLookup(use => use.Key, use => use.RoleArn, StringComparer.Ordinal);

    /// <summary>One entry per cluster and key, even where the cluster declares the key twice.</summary>
    private static ILookup<string, (string Organization, string Cluster)> Uses(InventoryDocument whole) => whole.Organizations
        .SelectMany(owner => owner.Clusters.SelectMany(cluster => cluster.Encryption.Keys.Select(key => key.Identity).Distinct().Select(key => (Key: key, User: (owner.Id, cluster.Id)))))
        .ToLookup(use => use.Key, use => use.User);
}
