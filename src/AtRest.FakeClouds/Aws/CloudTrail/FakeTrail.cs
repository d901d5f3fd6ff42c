using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>A trail (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html). It is in the account of its ARN.</summary>
public sealed record FakeTrail
{
    /// <summary><c>arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>Absent: the region of the ARN.</summary>
    public string? HomeRegion { get; init; }

    public bool IsMultiRegion { get; init; } = true;

    /// <summary>Member accounts see the trail, too, but cannot read its selectors.</summary>
    public bool IsOrganization { get; init; }

    /// <summary>The members that see an organization trail. Absent: every account.</summary>
    public IReadOnlyList<string>? MemberAccounts { get; init; }

    public bool LogFileValidation { get; init; } = true;

    public string? Bucket { get; init; }

    public string? Prefix { get; init; }

    public string? LogGroupArn { get; init; }

    public string? KmsKeyId { get; init; }

    public FakeTrailStatus Status { get; init; } = new();

    /// <summary>The responses of <c>GetTrailStatus</c> in single Regions, by their names. In other Regions it returns <see cref="Status"/>.</summary>
    public IReadOnlyDictionary<string, FakeTrailStatus> StatusByRegion { get; init; } = new Dictionary<string, FakeTrailStatus>();

    /// <summary>Classic selectors. Without any selectors, the trail has AWS's default: all management events.</summary>
    public IReadOnlyList<FakeEventSelector>? EventSelectors { get; init; }

    public IReadOnlyList<FakeAdvancedEventSelector>? AdvancedEventSelectors { get; init; }

    internal string Name => Arn[(Arn.LastIndexOf('/') + 1)..];

    internal string OwnerAccountId => Arn.Split(':')[4];

    internal string EffectiveHomeRegion => HomeRegion ?? Arn.Split(':')[3];
}

/// <summary>The response of <c>GetTrailStatus</c>.</summary>
public sealed record FakeTrailStatus
{
    public bool IsLogging { get; init; } = true;

    public ScenarioTime? LatestDeliveryTime { get; init; } = "now-10m";

    public string? LatestDeliveryError { get; init; }

    public ScenarioTime? LatestDigestDeliveryTime { get; init; } = "now-40m";

    public string? LatestDigestDeliveryError { get; init; }

    /// <summary>Returned only for a trail with a log group.</summary>
    public ScenarioTime? LatestCloudWatchLogsDeliveryTime { get; init; } = "now-5m";

    public string? LatestCloudWatchLogsDeliveryError { get; init; }

    public ScenarioTime? StartLoggingTime { get; init; } = "now-400d";

    public ScenarioTime? StopLoggingTime { get; init; }
}
