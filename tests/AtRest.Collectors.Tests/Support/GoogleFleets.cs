using AtRest.Core.Inventory;

namespace AtRest.Collectors.Tests.Support;

/// <summary>Organizations with clusters whose keys are in Google Cloud KMS.</summary>
internal static class GoogleFleets
{
    public const string Ring = "projects/camunda/locations/europe-west1/keyRings/acme";
    public const string Key = $"{Ring}/cryptoKeys/payments";

    public static Organization Software(string id, params string?[] keys) => Of(id, [.. keys.Select(key => new DeclaredEncryption.Software(key))]);

    public static Organization Hardware(string id, params string?[] keys) => Of(id, [.. keys.Select(key => new DeclaredEncryption.Hardware(key))]);

    private static Organization Of(string id, DeclaredEncryption[] encryptions) => new()
    {
        Id = id,
        Name = id,
        Clusters =
        [
            .. encryptions.Select((encryption, index) => new Cluster
            {
                Id = $"{id}-{index}", Name = $"{id}-{index}", Provider = CloudProvider.Gcp, Region = "europe-west1", Encryption = encryption,
            }),
        ],
    };
}
