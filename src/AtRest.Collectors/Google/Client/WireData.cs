using System.Collections.Immutable;

namespace AtRest.Collectors.Google.Client;

/// <summary>CryptoKey, as it is on the wire.</summary>
internal sealed record CryptoKeyData
{
    public string? Name { get; init; }

    public string? Purpose { get; init; }

    public CryptoKeyVersionData? Primary { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Seconds with the suffix <c>s</c>.</summary>
    public string? RotationPeriod { get; init; }

    public DateTimeOffset? NextRotationTime { get; init; }

    public TemplateData? VersionTemplate { get; init; }

    public bool? ImportOnly { get; init; }
}

/// <summary>CryptoKeyVersionTemplate.</summary>
internal sealed record TemplateData(string? ProtectionLevel, string? Algorithm);

/// <summary>CryptoKeyVersion.</summary>
internal sealed record CryptoKeyVersionData
{
    public string? Name { get; init; }

    public string? State { get; init; }

    public string? ProtectionLevel { get; init; }

    public string? Algorithm { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? GenerateTime { get; init; }

    public DateTimeOffset? DestroyTime { get; init; }

    public DateTimeOffset? ImportTime { get; init; }

    public AttestationData? Attestation { get; init; }
}

/// <summary>KeyOperationAttestation.</summary>
internal sealed record AttestationData(string? Format, string? Content, CertChainsData? CertChains);

/// <summary>CertificateChains.</summary>
internal sealed record CertChainsData(ImmutableArray<string>? CaviumCerts, ImmutableArray<string>? GoogleCardCerts, ImmutableArray<string>? GooglePartitionCerts);

/// <summary>ListCryptoKeyVersionsResponse.</summary>
internal sealed record VersionListData(ImmutableArray<CryptoKeyVersionData>? CryptoKeyVersions, string? NextPageToken, int? TotalSize);

/// <summary>Policy.</summary>
internal sealed record PolicyData(ImmutableArray<BindingData>? Bindings, string? Etag, int? Version);

/// <summary>Binding.</summary>
internal sealed record BindingData(string? Role, ImmutableArray<string>? Members, ConditionData? Condition);

/// <summary>Expr.</summary>
internal sealed record ConditionData(string? Expression, string? Title);
