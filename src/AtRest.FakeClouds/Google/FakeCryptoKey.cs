using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// A key in Google Cloud KMS, with the values of its CryptoKey resource
/// (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys). Enumerated values are free text.
/// </summary>
public sealed record FakeCryptoKey
{
    /// <summary><c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The key is answered as not found. The same as omitting it, but explicit.</summary>
    public bool Missing { get; init; }

    /// <summary>Only ENCRYPT_DECRYPT keys have a primary version and a rotation period; those of other keys are not returned.</summary>
    public string Purpose { get; init; } = "ENCRYPT_DECRYPT";

    public ScenarioTime CreateTime { get; init; } = "now-400d";

    /// <summary>Seconds with the suffix <c>s</c>, as Google writes them; empty: no automatic rotation.</summary>
    public string RotationPeriod { get; init; } = "31536000s";

    /// <summary>Not returned without a rotation period.</summary>
    public ScenarioTime NextRotationTime { get; init; } = "now+120d";

    /// <summary>The protection level of new versions, and of versions below without one: SOFTWARE, HSM.</summary>
    public string ProtectionLevel { get; init; } = "SOFTWARE";

    /// <summary>The algorithm of new versions, and of versions below without one.</summary>
    public string Algorithm { get; init; } = "GOOGLE_SYMMETRIC_ENCRYPTION";

    /// <summary>The number of the primary version; 0: there is no primary version. Absent: the newest version.</summary>
    public int? Primary { get; init; }

    /// <summary>Absent: one enabled version.</summary>
    public IReadOnlyList<FakeCryptoKeyVersion> Versions { get; init; } = [new()];

    /// <summary>How long a version is scheduled for destruction: seconds with the suffix <c>s</c>.</summary>
    public string DestroyScheduledDuration { get; init; } = "2592000s";

    /// <summary>The reasons of the key's Key Access Justifications policy. Absent: no policy. Empty: the policy allows nothing.</summary>
    public IReadOnlyList<string>? AllowedAccessReasons { get; init; }

    /// <summary>Resources that the key protects, and whose version Google's inventory does not have.</summary>
    public IReadOnlyList<FakeProtectedResources> ProtectedResources { get; init; } = [];

    /// <summary>Warnings in summaries of what the key protects, such as ORG_LESS_PROJECT_PARTIAL_DATA.</summary>
    public IReadOnlyList<string> InventoryWarnings { get; init; } = [];

    /// <summary>The bindings of the key's IAM policy.</summary>
    public IReadOnlyList<FakeIamBinding> Bindings { get; init; } = [];

    internal string KeyRing => Name[..Name.IndexOf("/cryptoKeys/", StringComparison.Ordinal)];
}

/// <summary>A version of a key in Google Cloud KMS. Its number is its position in the list, from 1.</summary>
public sealed record FakeCryptoKeyVersion
{
    public string State { get; init; } = "ENABLED";

    /// <summary>Absent: the key's.</summary>
    public string? ProtectionLevel { get; init; }

    /// <summary>Absent: the key's.</summary>
    public string? Algorithm { get; init; }

    public ScenarioTime CreateTime { get; init; } = "now-245d";

    /// <summary>The time when the version is or was destroyed.</summary>
    public ScenarioTime? DestroyTime { get; init; }

    public ScenarioTime? ImportTime { get; init; }

    /// <summary>Resources that the version protects.</summary>
    public IReadOnlyList<FakeProtectedResources> ProtectedResources { get; init; } = [];

    /// <summary>Absent: versions with the protection level HSM have a complete and valid one.</summary>
    public FakeAttestation? Attestation { get; init; }
}

/// <summary>Resources of one type in one project.</summary>
public sealed record FakeProtectedResources
{
    public string Project { get; init; } = "camunda-clusters";

    /// <summary>Such as <c>compute.googleapis.com/Disk</c>.</summary>
    public string Type { get; init; } = "compute.googleapis.com/Disk";

    public string Location { get; init; } = "europe-west1-b";

    public int Count { get; init; } = 1;
}

/// <summary>The record of a deleted key.</summary>
public sealed record FakeRetiredCryptoKey
{
    /// <summary><c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>.</summary>
    public required string Name { get; init; }

    public ScenarioTime DeleteTime { get; init; } = "now-20d";
}

/// <summary>An HSM's attestation.</summary>
public sealed record FakeAttestation
{
    /// <summary>Whether the attestation is missing.</summary>
    public bool Missing { get; init; }

    public string Format { get; init; } = "CAVIUM_V2_COMPRESSED";

    /// <summary>Base64. Absent: generated content.</summary>
    public string? Content { get; init; }

    /// <summary>PEM certificates, leaf first. If all three lists are absent: complete chains that signed the content, with generated roots.</summary>
    public IReadOnlyList<string>? CaviumCerts { get; init; }

    public IReadOnlyList<string>? GoogleCardCerts { get; init; }

    public IReadOnlyList<string>? GooglePartitionCerts { get; init; }
}

/// <summary>A binding of an IAM policy.</summary>
public sealed record FakeIamBinding
{
    public required string Role { get; init; }

    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The condition's expression. Absent: none.</summary>
    public string? Condition { get; init; }
}

/// <summary>The IAM policy of a key ring. Key rings of keys in the scenario exist without it.</summary>
public sealed record FakeKeyRing
{
    /// <summary><c>projects/P/locations/L/keyRings/R</c>.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<FakeIamBinding> Bindings { get; init; } = [];
}

/// <summary>A Google service account that the token endpoint issues tokens to. Signatures are not verified.</summary>
public sealed record FakeServiceAccount
{
    public required string Email { get; init; }

    /// <summary>The principals that can get its tokens: <c>principal://iam.googleapis.com/projects/NUMBER/…/workloadIdentityPools/POOL/subject/SUBJECT</c>. Absent: all.</summary>
    public IReadOnlyList<string>? Impersonators { get; init; }

    /// <summary>The lifetime of its tokens.</summary>
    public int TokenLifetimeSeconds { get; init; } = 3600;
}
