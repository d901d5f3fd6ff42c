using AtRest.Core.Inventory;

namespace AtRest.Core.Google.Inventory;

/// <summary>
/// The resource name of a key in Google Cloud KMS, <c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>, and its parts
/// (https://docs.cloud.google.com/kms/docs/getting-resource-ids).
/// </summary>
public static class CryptoKeyName
{
    private const int PartsOfLocation = 4;

    /// <summary>The key that a cluster is declared to have; null if it has none there, or if the name is not declared.</summary>
    public static string? Of(DeclaredEncryption encryption) => encryption switch
    {
        DeclaredEncryption.Software software => software.CryptoKey,
        DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
        _ => null,
    };

    /// <summary><c>projects/P/locations/L/keyRings/R</c>.</summary>
    public static string KeyRingOf(string cryptoKey) => cryptoKey.Split("/cryptoKeys/")[0];

    /// <summary><c>projects/P/locations/L</c>.</summary>
    public static string LocationOf(string cryptoKey) => string.Join('/', cryptoKey.Split('/').Take(PartsOfLocation));

    /// <summary>The project, <c>P</c>.</summary>
    public static string ProjectOf(string cryptoKey) => cryptoKey.Split('/')[1];

    /// <summary>The number of a version, from its name <c>…/cryptoKeys/K/cryptoKeyVersions/N</c>.</summary>
    public static string NumberOf(string version) => version[(version.LastIndexOf('/') + 1)..];
}
