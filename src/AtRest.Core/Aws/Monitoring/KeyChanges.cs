using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>
/// The changes of a key that should send an alert. CloudTrail hands them to EventBridge and to a trail's log group
/// (https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html).
/// </summary>
public static class KeyChanges
{
    public const string CreateGrant = "CreateGrant";

    /// <summary>Not a call: AWS deletes imported material that has expired. EventBridge also gets it as <c>KMS Imported Key Material Expiration</c>, without CloudTrail.</summary>
    public const string DeleteExpiredKeyMaterial = "DeleteExpiredKeyMaterial";

    public const string DeleteImportedKeyMaterial = "DeleteImportedKeyMaterial";
    public const string DisableKey = "DisableKey";
    public const string DisconnectCustomKeyStore = "DisconnectCustomKeyStore";
    public const string PutKeyPolicy = "PutKeyPolicy";
    public const string RetireGrant = "RetireGrant";
    public const string RevokeGrant = "RevokeGrant";
    public const string ScheduleKeyDeletion = "ScheduleKeyDeletion";

    /// <summary>Those of every key, sorted.</summary>
    public static ImmutableArray<string> OfEveryKey { get; } = [CreateGrant, DisableKey, PutKeyPolicy, RetireGrant, RevokeGrant, ScheduleKeyDeletion];

    /// <summary>Those of keys of any origin, sorted.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. OfEveryKey.Concat([DeleteExpiredKeyMaterial, DeleteImportedKeyMaterial, DisconnectCustomKeyStore]).Order(StringComparer.Ordinal)];

    /// <summary>Those that matter for a key, sorted.</summary>
    /// <param name="origin">Where its material comes from, in AWS's words; null: not known.</param>
    public static ImmutableArray<string> Of(string? origin)
    {
        string[] more = origin switch
        {
            "EXTERNAL" => [DeleteExpiredKeyMaterial, DeleteImportedKeyMaterial],
            "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" => [DisconnectCustomKeyStore],
            _ => [],
        };
        return [.. OfEveryKey.Concat(more).Order(StringComparer.Ordinal)];
    }

    /// <summary>What happens, for messages: <c>a new grant (CreateGrant)</c>.</summary>
    public static string InWords(string call) => call switch
    {
        CreateGrant => "a new grant (CreateGrant)",
        DeleteExpiredKeyMaterial => "expired key material (DeleteExpiredKeyMaterial)",
        DeleteImportedKeyMaterial => "deleted key material (DeleteImportedKeyMaterial)",
        DisableKey => "a disabled key (DisableKey)",
        DisconnectCustomKeyStore => "a disconnected key store (DisconnectCustomKeyStore)",
        PutKeyPolicy => "a changed key policy (PutKeyPolicy)",
        RetireGrant => "a retired grant (RetireGrant)",
        RevokeGrant => "a revoked grant (RevokeGrant)",
        ScheduleKeyDeletion => "a scheduled deletion (ScheduleKeyDeletion)",
        _ => call,
    };
}

/// <summary>A key and the changes of it that should send an alert.</summary>
/// <param name="Arn">The key.</param>
/// <param name="Changes">Of <see cref="KeyChanges.All"/>, sorted.</param>
public sealed record WatchedKey(KmsKeyArn Arn, ImmutableArray<string> Changes)
{
    /// <param name="arn">The key.</param>
    /// <param name="origin">Where its material comes from, in AWS's words; null: not known.</param>
    public static WatchedKey Of(KmsKeyArn arn, string? origin) => new(arn, KeyChanges.Of(origin));
}
