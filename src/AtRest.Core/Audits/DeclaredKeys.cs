using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>The keys that a cluster declares, in any cloud.</summary>
internal static class DeclaredKeys
{
    public static IEnumerable<(string Name, KeyIdentity Identity)> Of(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.External { SecondaryKeyArn: { } secondary } external => [Of(external.PrimaryKeyArn), Of(secondary)],
        DeclaredEncryption.External external => [Of(external.PrimaryKeyArn)],
        DeclaredEncryption.Software { CryptoKey: { } key } => [(key, new KeyIdentity(key))],
        DeclaredEncryption.Hardware { CryptoKey: { } key } => [(key, new KeyIdentity(key))],
        _ => [],
    };

    /// <summary>Related multi-Region keys are one key in every Region.</summary>
    public static (string Name, KeyIdentity Identity) Of(KmsKeyArn arn) =>
        (arn.Value, new KeyIdentity(arn.IsMultiRegion ? $"{arn.Partition}:{arn.AccountId}:{arn.KeyId}" : arn.Value));
}

/// <summary>Equal for names of the same key material.</summary>
internal readonly record struct KeyIdentity(string Value);
