using System.Collections.Immutable;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Google;

/// <summary>The keys in Google Cloud KMS that clusters are declared to have.</summary>
internal static class DeclaredKeys
{
    /// <summary>Each once, sorted.</summary>
    public static ImmutableArray<string> Of(Organization organization) =>
        [.. organization.Clusters.Select(cluster => CryptoKeyName.Of(cluster.Encryption)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static ImmutableHashSet<string> Hardware(IEnumerable<Organization> organizations) => organizations
        .SelectMany(organization => organization.Clusters)
        .Select(cluster => (cluster.Encryption as DeclaredEncryption.Hardware)?.CryptoKey)
        .OfType<string>()
        .ToImmutableHashSet(StringComparer.Ordinal);
}
