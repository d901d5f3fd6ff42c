using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>A lifecycle rule (https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html). With several filters it is written with <c>And</c>, as S3 does.</summary>
public sealed record FakeLifecycleRule
{
    public string? Id { get; init; }

    public bool Enabled { get; init; } = true;

    public string Prefix { get; init; } = "";

    /// <summary>The prefix stands outside of <c>Filter</c>, as in rules that were written before filters existed.</summary>
    public bool PrefixOutsideFilter { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Bytes.</summary>
    public long? ObjectSizeGreaterThan { get; init; }

    /// <summary>Bytes.</summary>
    public long? ObjectSizeLessThan { get; init; }

    public int? ExpirationDays { get; init; }

    /// <summary>S3 gives midnight UTC.</summary>
    public ScenarioTime? ExpirationDate { get; init; }

    public bool ExpiredObjectDeleteMarker { get; init; }

    public int? NoncurrentDays { get; init; }

    public int? NewerNoncurrentVersions { get; init; }

    /// <summary>Days after which objects move to another storage class.</summary>
    public int? TransitionDays { get; init; }

    public string TransitionStorageClass { get; init; } = "GLACIER";
}
