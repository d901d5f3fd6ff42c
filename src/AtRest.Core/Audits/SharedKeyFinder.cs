using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Core.Audits;

/// <summary>Finds the keys that more than one cluster of an inventory uses.</summary>
public static class SharedKeyFinder
{
    /// <summary>
    /// One entry for each ARN that the organization declares and whose key another cluster of the whole inventory uses too, by ARN.
    /// A cluster's own primary and secondary key may be related: that is no sharing.
    /// </summary>
    public static ImmutableArray<SharedKey> Find(InventoryDocument whole, Organization organization)
    {
        var users = whole.Organizations
            .SelectMany(owner => owner.Clusters.SelectMany(cluster => KeysOf(cluster).Select(Identity).Distinct().Select(key => (Key: key, Organization: owner.Id, Cluster: cluster.Id))))
            .ToLookup(use => use.Key);
        return
        [
            .. organization.Clusters.SelectMany(KeysOf)
                .DistinctBy(arn => arn.Value, StringComparer.Ordinal)
                .Where(arn => users[Identity(arn)].Skip(1).Any())
                .OrderBy(arn => arn.Value, StringComparer.Ordinal)
                .Select(arn => new SharedKey
                {
                    KeyArn = arn.Value,
                    Clusters = [.. users[Identity(arn)].Where(use => use.Organization == organization.Id).Select(use => use.Cluster).Order(StringComparer.Ordinal)],
                    ForeignClusters = users[Identity(arn)].Count(use => use.Organization != organization.Id),
                }),
        ];
    }

    private static ImmutableArray<KmsKeyArn> KeysOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.External { SecondaryKeyArn: { } secondary } external => [external.PrimaryKeyArn, secondary],
        DeclaredEncryption.External external => [external.PrimaryKeyArn],
        _ => [],
    };

    /// <summary>Related multi-Region keys are one key; the key id of a single-Region key is unique in its Region only.</summary>
    private static (string Partition, string AccountId, string Region, string KeyId) Identity(KmsKeyArn arn) =>
        (arn.Partition, arn.AccountId, arn.IsMultiRegion ? "" : arn.Region, arn.KeyId);
}
