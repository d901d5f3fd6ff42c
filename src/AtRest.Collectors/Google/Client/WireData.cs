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

    /// <summary>Seconds with the suffix <c>s</c>.</summary>
    public string? DestroyScheduledDuration { get; init; }

    public AccessPolicyData? KeyAccessJustificationsPolicy { get; init; }
}

/// <summary>KeyAccessJustificationsPolicy.</summary>
internal sealed record AccessPolicyData(ImmutableArray<string>? AllowedAccessReasons);

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

/// <summary>ListRetiredResourcesResponse.</summary>
internal sealed record RetiredListData(ImmutableArray<RetiredData>? RetiredResources, string? NextPageToken, long? TotalSize);

/// <summary>RetiredResource.</summary>
internal sealed record RetiredData(string? Name, string? OriginalResource, string? ResourceType, DateTimeOffset? DeleteTime);

/// <summary>ProtectedResourcesSummary. A number that is 0 is omitted.</summary>
internal sealed record ProtectedResourcesData
{
    public string? Name { get; init; }

    public long? ResourceCount { get; init; }

    public int? ProjectCount { get; init; }

    public ImmutableDictionary<string, long>? ResourceTypes { get; init; }

    public ImmutableArray<WarningData>? Warnings { get; init; }
}

/// <summary>Warning.</summary>
internal sealed record WarningData(string? WarningCode, string? DisplayMessage);
