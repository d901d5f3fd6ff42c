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

    /// <summary>The key is answered as not found. The same as leaving it out, but said.</summary>
    public bool Missing { get; init; }

    /// <summary>Only ENCRYPT_DECRYPT keys have a primary version and a rotation period; those of other keys are not answered.</summary>
    public string Purpose { get; init; } = "ENCRYPT_DECRYPT";

    public ScenarioTime CreateTime { get; init; } = "now-400d";

    /// <summary>Seconds with the suffix <c>s</c>, as Google writes them; empty: no automatic rotation.</summary>
    public string RotationPeriod { get; init; } = "31536000s";

    /// <summary>Not answered without a rotation period.</summary>
    public ScenarioTime NextRotationTime { get; init; } = "now+120d";

    /// <summary>Of new versions, and of those below that name none: SOFTWARE, HSM.</summary>
    public string ProtectionLevel { get; init; } = "SOFTWARE";

    /// <summary>Of new versions, and of those below that name none.</summary>
    public string Algorithm { get; init; } = "GOOGLE_SYMMETRIC_ENCRYPTION";

    /// <summary>The number of the primary version; 0: none is primary. Absent: the newest version.</summary>
    public int? Primary { get; init; }

    /// <summary>Absent: one enabled version.</summary>
    public IReadOnlyList<FakeCryptoKeyVersion> Versions { get; init; } = [new()];

    /// <summary>The bindings of the key's IAM policy.</summary>
    public IReadOnlyList<FakeIamBinding> Bindings { get; init; } = [];

    internal string KeyRing => Name[..Name.IndexOf("/cryptoKeys/", StringComparison.Ordinal)];
}

/// <summary>A version of a key in Google Cloud KMS. Its number is its place in the list, from 1.</summary>
public sealed record FakeCryptoKeyVersion
{
    public string State { get; init; } = "ENABLED";

    /// <summary>Absent: the key's.</summary>
    public string? ProtectionLevel { get; init; }

    /// <summary>Absent: the key's.</summary>
    public string? Algorithm { get; init; }

    public ScenarioTime CreateTime { get; init; } = "now-245d";

    /// <summary>When it is going to be destroyed, or was.</summary>
    public ScenarioTime? DestroyTime { get; init; }

    public ScenarioTime? ImportTime { get; init; }

    /// <summary>Absent: versions of the protection level HSM have one that is whole and right.</summary>
    public FakeAttestation? Attestation { get; init; }
}

/// <summary>An HSM's attestation.</summary>
public sealed record FakeAttestation
{
    /// <summary>The version has no attestation at all.</summary>
    public bool Missing { get; init; }

    public string Format { get; init; } = "CAVIUM_V2_COMPRESSED";

    /// <summary>Base64. Absent: a made-up one.</summary>
    public string? Content { get; init; }

    /// <summary>PEM certificates, leaf first. All three lists absent: whole chains that signed the content, of made-up roots.</summary>
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

/// <summary>The IAM policy of a key ring. Rings of keys that are in the scenario exist without it.</summary>
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

    /// <summary>Who may get its tokens: <c>principal://iam.googleapis.com/projects/NUMBER/…/workloadIdentityPools/POOL/subject/SUBJECT</c>. Absent: everybody.</summary>
    public IReadOnlyList<string>? Impersonators { get; init; }

    /// <summary>How long its tokens live.</summary>
    public int TokenLifetimeSeconds { get; init; } = 3600;
}
