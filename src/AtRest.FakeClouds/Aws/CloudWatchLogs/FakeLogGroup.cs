namespace AtRest.FakeClouds.Aws.CloudWatchLogs;

/// <summary>A log group (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html).</summary>
public sealed record FakeLogGroup
{
    /// <summary><c>arn:aws:logs:REGION:ACCOUNT:log-group:NAME</c>, without the <c>:*</c> that a trail adds.</summary>
    public required string Arn { get; init; }

    /// <summary>Absent: log events do not expire.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>Absent: CloudWatch Logs' own encryption.</summary>
    public string? KmsKeyId { get; init; }

    public IReadOnlyList<FakeMetricFilter> MetricFilters { get; init; } = [];

    internal string Name => Arn.Split(':', 7)[6];

    internal string Region => Arn.Split(':')[3];

    internal string OwnerAccountId => Arn.Split(':')[4];
}

/// <summary>A metric filter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html).</summary>
public sealed record FakeMetricFilter
{
    public required string Name { get; init; }

    /// <summary>Empty: every log event.</summary>
    public string Pattern { get; init; } = "";

    public required string MetricNamespace { get; init; }

    public required string MetricName { get; init; }

    /// <summary>The names of the metric's dimensions.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    public bool ApplyOnTransformedLogs { get; init; }

    public string? FieldSelectionCriteria { get; init; }
}
