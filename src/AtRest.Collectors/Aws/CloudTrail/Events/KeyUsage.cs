using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>What AWS KMS says about the last use of a key: it decides which events are looked up.</summary>
internal sealed record KeyUsage
{
    /// <summary>Whether the key exists, or may exist.</summary>
    public required bool MayExist { get; init; }

    /// <summary>The ID of the last use's event; null if it is not known, or the key was not used.</summary>
    public string? EventId { get; init; }

    /// <summary>When the key was last used; null if it is not known, or the key was not used.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>A hash of the key's state, policy, rotation and grants; null if some of it was not read.</summary>
    public string? Settings { get; init; }

    public static KeyUsage Of(KmsKeyEvidence key) => new()
    {
        Settings = key is { Metadata.Sha256: { } state, Policy.Sha256: { } policy, RotationStatus.Sha256: { } rotation, Grants.Sha256: { } grants }
            ? EvidenceHash.OfText($"{state} {policy} {rotation} {grants}")
            : null,
        MayExist = key.Metadata.Absence?.Kind != AbsenceKind.NotFound,
        EventId = key.LastUsage.Value?.CloudTrailEventId is { Length: > 0 } id ? id : null,
        LastUsed = key.LastUsage.Value?.LastUsed,
    };
}
