using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>A lifecycle rule (https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html). Several filters are combined with <c>And</c>, as in S3.</summary>
public sealed record FakeLifecycleRule
{
    public string? Id { get; init; }

    public bool Enabled { get; init; } = true;

    public string Prefix { get; init; } = "";

    /// <summary>Whether the prefix is outside <c>Filter</c>, as in rules from before filters existed.</summary>
    public bool PrefixOutsideFilter { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Bytes.</summary>
    public long? ObjectSizeGreaterThan { get; init; }

    /// <summary>Bytes.</summary>
    public long? ObjectSizeLessThan { get; init; }

    public int? ExpirationDays { get; init; }

    /// <summary>S3 returns midnight UTC.</summary>
    public ScenarioTime? ExpirationDate { get; init; }

    public bool ExpiredObjectDeleteMarker { get; init; }

    public int? NoncurrentDays { get; init; }

    public int? NewerNoncurrentVersions { get; init; }

    /// <summary>Days after which objects move to another storage class.</summary>
    public int? TransitionDays { get; init; }

    public string TransitionStorageClass { get; init; } = "GLACIER";
}
