using System.Collections.Frozen;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>
/// What the calls of AWS KMS do to a key (https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html). A call that is not known here is taken for a change:
/// an audit too many costs little.
/// </summary>
internal static class KeyCalls
{
    private static readonly string[] ReadingVerbs = ["Decrypt", "DeriveSharedSecret", "Describe", "Encrypt", "Generate", "Get", "List", "ReEncrypt", "Sign", "Verify"];

    /// <summary>Names, labels, and what AWS does by itself to keep related keys alike: nothing that a rule looks at.</summary>
    private static readonly FrozenSet<string> WithoutConsequence = new[]
    {
        "CreateAlias", "DeleteAlias", "SynchronizeMultiRegionKey", "TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Of related multi-Region keys, these change what they share, or what each says of the others; policy, grants, state and imported material are each key's own
    /// (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html).
    /// </summary>
    private static readonly FrozenSet<string> OfAllRelatives = new[]
    {
        "CancelKeyDeletion", "CreateKey", "DeleteKey", "DisableKeyRotation", "EnableKeyRotation", "ReplicateKey", "RotateKey", "RotateKeyOnDemand", "ScheduleKeyDeletion", "UpdatePrimaryRegion",
        KeyRotated, KeyDeleted,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Kinds of events that KMS sends by itself (https://docs.aws.amazon.com/kms/latest/developerguide/kms-events.html).</summary>
    public const string KeyRotated = "KMS CMK Rotation";

    public const string KeyDeleted = "KMS CMK Deletion";

    public const string MaterialExpired = "KMS Imported Key Material Expiration";

    public static bool OnlyReads(string call) => ReadingVerbs.Any(verb => call.StartsWith(verb, StringComparison.Ordinal));

    public static bool HasNoConsequence(string call) => WithoutConsequence.Contains(call);

    public static bool ConcernsRelatives(string change) => OfAllRelatives.Contains(change);
}
