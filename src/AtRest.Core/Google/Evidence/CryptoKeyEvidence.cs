using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Google.Evidence;

/// <summary>The evidence from Google Cloud KMS about one key (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys).</summary>
public sealed record CryptoKeyEvidence
{
    /// <summary><c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>, as declared.</summary>
    public required string Name { get; init; }

    /// <summary><c>cloudkms.cryptoKeys.get</c>.</summary>
    public required Collected<CryptoKey> Key { get; init; }

    /// <summary><c>cloudkms.cryptoKeyVersions.list</c>: all versions, in all states.</summary>
    public required Collected<CryptoKeyVersions> Versions { get; init; }

    /// <summary><c>cloudkms.cryptoKeys.getIamPolicy</c>: the bindings of the key, without inherited ones.</summary>
    public required Collected<IamBindings> Policy { get; init; }

    /// <summary><c>cloudkms.keyRings.getIamPolicy</c> of the key ring; the resource is the name of the key ring.</summary>
    public required Collected<IamBindings> KeyRingPolicy { get; init; }
}

/// <summary>A key's configuration. Enumerated values are kept as Google returned them, including unknown ones.</summary>
public sealed record CryptoKey
{
    public required string Name { get; init; }

    /// <summary>Such as ENCRYPT_DECRYPT.</summary>
    public string? Purpose { get; init; }

    /// <summary>The version that encrypts new data; null if none is primary.</summary>
    public CryptoKeyVersion? Primary { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>In seconds; null without automatic rotation.</summary>
    public decimal? RotationPeriodSeconds { get; init; }

    public DateTimeOffset? NextRotationTime { get; init; }

    /// <summary>The protection level of new versions.</summary>
    public string? TemplateProtectionLevel { get; init; }

    /// <summary>The algorithm of new versions.</summary>
    public string? TemplateAlgorithm { get; init; }

    public bool ImportOnly { get; init; }

    /// <summary>How long a version stays in the state DESTROY_SCHEDULED, in seconds; null if Google did not return it, and in evidence of an earlier release.</summary>
    public decimal? DestroyScheduledSeconds { get; init; }

    /// <summary>
    /// The reasons that the key's Key Access Justifications policy allows, such as CUSTOMER_INITIATED_ACCESS. Null without a policy. An empty list denies every operation
    /// (https://docs.cloud.google.com/dotnet/docs/reference/Google.Cloud.Kms.V1/latest/Google.Cloud.Kms.V1.KeyAccessJustificationsPolicy).
    /// </summary>
    public ImmutableArray<string>? AllowedAccessReasons { get; init; }
}

/// <summary>All versions that the list returned, in the order of their numbers.</summary>
public sealed record CryptoKeyVersions(ImmutableArray<CryptoKeyVersion> Items);

/// <summary>One version of a key (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys.cryptoKeyVersions).</summary>
public sealed record CryptoKeyVersion
{
    /// <summary>The full resource name; it ends in the version's number.</summary>
    public required string Name { get; init; }

    /// <summary>ENABLED, DISABLED, DESTROYED, DESTROY_SCHEDULED, PENDING_GENERATION …</summary>
    public required string State { get; init; }

    /// <summary>SOFTWARE, HSM, EXTERNAL, EXTERNAL_VPC …</summary>
    public string? ProtectionLevel { get; init; }

    public string? Algorithm { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? GenerateTime { get; init; }

    /// <summary>When it will be destroyed, in state DESTROY_SCHEDULED.</summary>
    public DateTimeOffset? DestroyTime { get; init; }

    public DateTimeOffset? ImportTime { get; init; }

    /// <summary>Present on HSM versions; a list can omit it.</summary>
    public KeyAttestation? Attestation { get; init; }
}

/// <summary>An HSM's statement about a version (https://docs.cloud.google.com/kms/docs/attest-key).</summary>
public sealed record KeyAttestation
{
    /// <summary>CAVIUM_V1_COMPRESSED, CAVIUM_V2_COMPRESSED …</summary>
    public string? Format { get; init; }

    /// <summary>Base64, as Google returned it.</summary>
    public string? Content { get; init; }

    /// <summary>PEM certificates, leaf first.</summary>
    public ImmutableArray<string> CaviumCerts { get; init; } = [];

    public ImmutableArray<string> GoogleCardCerts { get; init; } = [];

    public ImmutableArray<string> GooglePartitionCerts { get; init; } = [];
}

/// <summary>The bindings of an IAM policy.</summary>
public sealed record IamBindings(ImmutableArray<IamBinding> Items);

/// <summary>The members with a role on the resource.</summary>
public sealed record IamBinding
{
    public required string Role { get; init; }

    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>The condition's expression in CEL; null without a condition.</summary>
    public string? Condition { get; init; }
}
