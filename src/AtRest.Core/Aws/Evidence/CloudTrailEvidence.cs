using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What CloudTrail says in one account and region: everything that could record the use of the keys there.</summary>
public sealed record CloudTrailEvidence
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    /// <summary><c>cloudtrail:DescribeTrails</c> in the region, shadow trails included; the resource is <c>ACCOUNT/REGION</c>.</summary>
    public required Collected<TrailList> Trails { get; init; }

    /// <summary>Status and selectors of each trail of <see cref="Trails"/>, in its order.</summary>
    public ImmutableArray<TrailEvidence> Details { get; init; } = [];

    /// <summary><c>cloudtrail:ListEventDataStores</c> in the region.</summary>
    public required Collected<EventDataStoreList> EventDataStores { get; init; }

    /// <summary><c>cloudtrail:GetEventDataStore</c> of each store, in the order of <see cref="EventDataStores"/>; the resource is its ARN.</summary>
    public ImmutableArray<Collected<EventDataStore>> EventDataStoreDetails { get; init; } = [];
}

/// <summary>The trails that <c>DescribeTrails</c> returned.</summary>
public sealed record TrailList(ImmutableArray<Trail> Items);

/// <summary>A trail's configuration (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html).</summary>
public sealed record Trail
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string HomeRegion { get; init; }

    public bool IsMultiRegion { get; init; }

    public bool IsOrganizationTrail { get; init; }

    public bool LogFileValidationEnabled { get; init; }

    public string? S3BucketName { get; init; }

    public string? S3KeyPrefix { get; init; }

    public string? CloudWatchLogsLogGroupArn { get; init; }

    /// <summary>The key that encrypts its log files; null: S3's own encryption.</summary>
    public string? KmsKeyId { get; init; }
}

/// <summary>A trail's status and selectors.</summary>
public sealed record TrailEvidence
{
    public required string TrailArn { get; init; }

    /// <summary><c>cloudtrail:GetTrailStatus</c>, asked in the home region.</summary>
    public required Collected<TrailStatus> Status { get; init; }

    /// <summary>
    /// <c>cloudtrail:GetTrailStatus</c>, asked in the keys' region: each answer is about a single Region
    /// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html). The resource is <c>TRAIL-ARN REGION</c>. Null where the keys' region is the home
    /// region, or the trail does not reach into it.
    /// </summary>
    public Collected<TrailStatus>? Delivery { get; init; }

    /// <summary><c>cloudtrail:GetEventSelectors</c>, asked in the home region.</summary>
    public required Collected<TrailEventSelectors> Selectors { get; init; }
}

/// <summary>Whether and how well a trail delivers.</summary>
public sealed record TrailStatus
{
    public required bool IsLogging { get; init; }

    public DateTimeOffset? LatestDeliveryTime { get; init; }

    /// <summary>An S3 error code, or null/empty when the last delivery succeeded.</summary>
    public string? LatestDeliveryError { get; init; }

    public DateTimeOffset? LatestDigestDeliveryTime { get; init; }

    public string? LatestDigestDeliveryError { get; init; }

    public DateTimeOffset? StartLoggingTime { get; init; }

    /// <summary>When events last reached the trail's log group; null if they never did, or the trail has none.</summary>
    public DateTimeOffset? LatestCloudWatchLogsDeliveryTime { get; init; }

    /// <summary>A CloudWatch Logs error, or null/empty when the last delivery to the log group succeeded.</summary>
    public string? LatestCloudWatchLogsDeliveryError { get; init; }
}

/// <summary>The selectors of a trail: classic or advanced, never both. The trail records their union.</summary>
public sealed record TrailEventSelectors
{
    public ImmutableArray<EventSelector> Classic { get; init; } = [];

    public ImmutableArray<AdvancedEventSelector> Advanced { get; init; } = [];
}

/// <summary>A classic event selector.</summary>
public sealed record EventSelector
{
    /// <summary>All, ReadOnly or WriteOnly.</summary>
    public required string ReadWriteType { get; init; }

    public required bool IncludeManagementEvents { get; init; }

    /// <summary>Such as <c>kms.amazonaws.com</c>.</summary>
    public ImmutableArray<string> ExcludeManagementEventSources { get; init; } = [];
}

/// <summary>An advanced event selector: all its field selectors must hold. Its name means nothing.</summary>
public sealed record AdvancedEventSelector
{
    public string? Name { get; init; }

    public ImmutableArray<AdvancedFieldSelector> FieldSelectors { get; init; } = [];
}

/// <summary>A condition on one field of an event (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html).</summary>
public sealed record AdvancedFieldSelector
{
    public required string Field { get; init; }

    public ImmutableArray<string> EqualTo { get; init; } = [];

    public ImmutableArray<string> NotEqualTo { get; init; } = [];

    public ImmutableArray<string> StartsWith { get; init; } = [];

    public ImmutableArray<string> NotStartsWith { get; init; } = [];

    public ImmutableArray<string> EndsWith { get; init; } = [];

    public ImmutableArray<string> NotEndsWith { get; init; } = [];
}

/// <summary>The ARNs of the event data stores that <c>ListEventDataStores</c> returned.</summary>
public sealed record EventDataStoreList(ImmutableArray<string> Arns);

/// <summary>A CloudTrail Lake event data store.</summary>
public sealed record EventDataStore
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    /// <summary>CREATED, ENABLED, PENDING_DELETION, STARTING_INGESTION, STOPPING_INGESTION, STOPPED_INGESTION.</summary>
    public required string Status { get; init; }

    public bool MultiRegionEnabled { get; init; }

    public bool OrganizationEnabled { get; init; }

    /// <summary>7 to 3653 days.</summary>
    public int? RetentionPeriodInDays { get; init; }

    public bool TerminationProtectionEnabled { get; init; }

    /// <summary>The key that encrypts its events; null: one of AWS's own.</summary>
    public string? KmsKeyId { get; init; }

    public ImmutableArray<AdvancedEventSelector> Selectors { get; init; } = [];
}
