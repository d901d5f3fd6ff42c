using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Google;

/// <summary>The keys in Google Cloud KMS that clusters are declared to have.</summary>
internal static class DeclaredKeys
{
    /// <summary>Each once, sorted.</summary>
    public static ImmutableArray<string> Of(Organization organization) =>
        [.. organization.Clusters.Select(NameOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static ImmutableHashSet<string> Hardware(IEnumerable<Organization> organizations) => organizations
        .SelectMany(organization => organization.Clusters)
        .Select(cluster => (cluster.Encryption as DeclaredEncryption.Hardware)?.CryptoKey)
        .OfType<string>()
        .ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary><c>projects/P/locations/L/keyRings/R</c>.</summary>
    public static string KeyRingOf(string cryptoKey) => cryptoKey.Split("/cryptoKeys/")[0];

    /// <summary>The project of <c>projects/P/locations/…</c>.</summary>
    public static string ProjectOf(string cryptoKey) => cryptoKey.Split('/')[1];

    private static string? NameOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.Software software => software.CryptoKey,
        DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
        _ => null,
    };
}
