using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Grants;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What AWS KMS says about one key.</summary>
public sealed record KmsKeyEvidence
{
    public required string KeyArn { get; init; }

    /// <summary><c>kms:DescribeKey</c>.</summary>
    public required Collected<KmsKeyMetadata> Metadata { get; init; }

    /// <summary><c>kms:GetKeyPolicy</c>: the text of the policy named <c>default</c>.</summary>
    public required Collected<KeyPolicyText> Policy { get; init; }

    /// <summary><c>kms:GetKeyRotationStatus</c>; for a replica it is asked of its primary key, whose rotation it follows.</summary>
    public required Collected<KeyRotationStatus> RotationStatus { get; init; }

    /// <summary><c>kms:ListKeyRotations</c>: rotations that were carried out.</summary>
    public required Collected<KeyRotations> Rotations { get; init; }

    /// <summary><c>kms:ListGrants</c>.</summary>
    public required Collected<KeyGrants> Grants { get; init; }

    /// <summary><c>kms:GetKeyLastUsage</c>.</summary>
    public required Collected<KeyLastUsage> LastUsage { get; init; }
}

/// <summary>The part of <c>KeyMetadata</c> that rules judge. Enumerated values are AWS's own words, unknown ones included.</summary>
public sealed record KmsKeyMetadata
{
    public required string Arn { get; init; }

    public required string KeyId { get; init; }

    public string? AccountId { get; init; }

    /// <summary>Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion, Unavailable, Creating, Updating.</summary>
    public required string KeyState { get; init; }

    public string? KeySpec { get; init; }

    public string? KeyUsage { get; init; }

    /// <summary>CUSTOMER or AWS.</summary>
    public string? KeyManager { get; init; }

    /// <summary>AWS_KMS, EXTERNAL, AWS_CLOUDHSM, EXTERNAL_KEY_STORE.</summary>
    public string? Origin { get; init; }

    public bool MultiRegion { get; init; }

    /// <summary>PRIMARY or REPLICA; null for a single-Region key.</summary>
    public string? MultiRegionKeyType { get; init; }

    public string? MultiRegionPrimaryArn { get; init; }

    public ImmutableArray<string> MultiRegionReplicaArns { get; init; } = [];

    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When AWS deletes the key, in state PendingDeletion.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>In state PendingReplicaDeletion: the waiting period in days that starts when the last replica is gone.</summary>
    public int? PendingDeletionWindowInDays { get; init; }

    /// <summary>When imported key material expires; null if it does not.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>KEY_MATERIAL_EXPIRES or KEY_MATERIAL_DOES_NOT_EXPIRE, for imported material only.</summary>
    public string? ExpirationModel { get; init; }
}

/// <summary>The key policy exactly as AWS returned it.</summary>
public sealed record KeyPolicyText(string Json);

/// <summary>Automatic rotation of a key.</summary>
public sealed record KeyRotationStatus
{
    public required bool Enabled { get; init; }

    /// <summary>90 to 2560 days; AWS's default is 365.</summary>
    public int? RotationPeriodInDays { get; init; }

    public DateTimeOffset? NextRotationDate { get; init; }
}

/// <summary>The rotations that <c>ListKeyRotations</c> returned.</summary>
public sealed record KeyRotations(ImmutableArray<KeyRotation> Items)
{
    /// <summary>Every material of a key with imported material, the first and the waiting ones included; null for other keys.</summary>
    public ImmutableArray<KeyMaterial>? Materials { get; init; }
}

/// <summary>One material of a key (https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html).</summary>
public sealed record KeyMaterial
{
    public required string Id { get; init; }

    /// <summary>CURRENT, NON_CURRENT, PENDING_ROTATION or PENDING_MULTI_REGION_IMPORT_AND_ROTATION.</summary>
    public string? State { get; init; }

    /// <summary>IMPORTED or PENDING_IMPORT.</summary>
    public string? ImportState { get; init; }

    /// <summary>When it expires; null if it does not.</summary>
    public DateTimeOffset? ValidTo { get; init; }
}

/// <summary>One rotation: AUTOMATIC or ON_DEMAND.</summary>
public sealed record KeyRotation(DateTimeOffset Date, string RotationType);

/// <summary>The grants that <c>ListGrants</c> returned.</summary>
public sealed record KeyGrants(ImmutableArray<KeyGrant> Items);

/// <summary>The last use of a key in a cryptographic operation.</summary>
public sealed record KeyLastUsage
{
    /// <summary>When AWS began to track this key's use; before it, nothing is known.</summary>
    public DateTimeOffset? TrackingStartDate { get; init; }

    /// <summary>Null if the key was not used since tracking began.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    public string? Operation { get; init; }

    public string? CloudTrailEventId { get; init; }
}
