using System.Collections.Frozen;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>
/// The effects of AWS KMS calls on a key (https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html). An unknown call counts as a change:
/// an unnecessary audit costs little.
/// </summary>
internal static class KeyCalls
{
    private static readonly string[] ReadingVerbs = ["Decrypt", "DeriveSharedSecret", "Describe", "Encrypt", "Generate", "Get", "List", "ReEncrypt", "Sign", "Verify"];

    /// <summary>Names, labels, and what AWS does itself to keep related keys alike: no rule depends on them.</summary>
    private static readonly FrozenSet<string> WithoutConsequence = new[]
    {
        "CreateAlias", "DeleteAlias", "SynchronizeMultiRegionKey", "TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Of related multi-Region keys, these calls change the shared properties, or what each key reports of the others. Policy, grants, state and imported material belong to each key alone
    /// (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html).
    /// </summary>
    private static readonly FrozenSet<string> OfAllRelatives = new[]
    {
        "CancelKeyDeletion", "CreateKey", "DeleteKey", "DisableKeyRotation", "EnableKeyRotation", "ReplicateKey", "RotateKey", "RotateKeyOnDemand", "ScheduleKeyDeletion", "UpdatePrimaryRegion",
        KeyRotated, KeyDeleted,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kinds of events that KMS sends itself (https://docs.aws.amazon.com/kms/latest/developerguide/kms-events.html).</summary>
    public const string KeyRotated = "KMS CMK Rotation";

    public const string KeyDeleted = "KMS CMK Deletion";

    public const string MaterialExpired = "KMS Imported Key Material Expiration";

    public static bool OnlyReads(string call) => ReadingVerbs.Any(verb => call.StartsWith(verb, StringComparison.Ordinal));

    public static bool HasNoConsequence(string call) => WithoutConsequence.Contains(call);

    public static bool ConcernsRelatives(string change) => OfAllRelatives.Contains(change);
}
