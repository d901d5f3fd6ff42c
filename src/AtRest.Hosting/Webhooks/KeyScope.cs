using System.Diagnostics.CodeAnalysis;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Hosting.Webhooks;

/// <summary>
/// The keys that a change affects: one key; a multi-Region key with all related keys (<c>arn:aws:kms:*:ACCOUNT:key/mrk-…</c>), which share ID and account; or, if
/// the event does not say which key it is, all keys of an account and region (<c>arn:aws:kms:REGION:ACCOUNT:key/*</c>).
/// </summary>
internal sealed record KeyScope
{
    private const string Any = "*";

    private KeyScope(string partition, string region, string accountId, string keyId) => (Partition, Region, AccountId, KeyId) = (partition, region, accountId, keyId);

    public string Partition { get; }

    public string Region { get; }

    public string AccountId { get; }

    public string KeyId { get; }

    /// <summary>Whether the scope is more than one single key.</summary>
    public bool IsWholeRegion => KeyId == Any;

    /// <summary>The scope in the form of an ARN.</summary>
    public string Text => $"arn:{Partition}:kms:{Region}:{AccountId}:key/{KeyId}";

    public static KeyScope One(KmsKeyArn key) => new(key.Partition, key.Region, key.AccountId, key.KeyId);

    /// <summary>The key with its related keys in other regions, if it can have any.</summary>
    public static KeyScope WithRelatives(KmsKeyArn key) => key.IsMultiRegion ? new(key.Partition, Any, key.AccountId, key.KeyId) : One(key);

    public static KeyScope WholeRegion(string accountId, string region) => new(AwsPartition.Of(region), region, accountId, Any);

    public static bool TryParse(string? text, [NotNullWhen(true)] out KeyScope? scope)
    {
        scope = KmsKeyArn.TryParse(text, out var key) ? One(key) : null;
        return scope is not null;
    }

    /// <summary>The partition is ignored: it follows from the region.</summary>
    public bool Covers(KmsKeyArn key) => key.AccountId == AccountId && (Region is Any || key.Region == Region) && (KeyId is Any || key.KeyId == KeyId);

    public override string ToString() => Text;
}
