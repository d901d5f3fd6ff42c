using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What CloudWatch says about a log group that a trail writes to.</summary>
public sealed record LogGroupEvidence
{
    /// <summary>As the trail names it; it ends in <c>:*</c>.</summary>
    public required string LogGroupArn { get; init; }

    /// <summary><c>logs:DescribeLogGroups</c>.</summary>
    public required Collected<LogGroup> Group { get; init; }

    /// <summary><c>logs:DescribeMetricFilters</c>.</summary>
    public required Collected<MetricFilters> Filters { get; init; }

    /// <summary><c>logs:TestMetricFilter</c> with sample events, for each filter of <see cref="Filters"/>; the resource is <c>GROUP-ARN FILTER-NAME KEY-ARN</c>.</summary>
    public ImmutableArray<Collected<MetricFilterMatches>> Matches { get; init; } = [];

    /// <summary><c>cloudwatch:DescribeAlarmsForMetric</c> for each metric of the filters that match something; the resource is <c>ACCOUNT/REGION NAMESPACE/METRIC</c>.</summary>
    public ImmutableArray<Collected<MetricAlarms>> Alarms { get; init; } = [];

    /// <summary>What was read of the alarms on a metric; null if they were not asked for.</summary>
    public Collected<MetricAlarms>? AlarmsOn(MetricName metric) =>
        Alarms.FirstOrDefault(alarms => alarms.Resource.EndsWith($" {metric.Namespace}/{metric.Name}", StringComparison.Ordinal));
}

/// <summary>A log group and how long it keeps what it gets.</summary>
public sealed record LogGroup
{
    public required string Name { get; init; }

    /// <summary>Null: for ever.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The key that encrypts what it gets; null: CloudWatch Logs' own encryption.</summary>
    public string? KmsKeyId { get; init; }
}

/// <summary>The metric filters of a log group.</summary>
public sealed record MetricFilters(ImmutableArray<MetricFilter> Items);

/// <summary>A metric filter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html).</summary>
public sealed record MetricFilter
{
    public required string Name { get; init; }

    /// <summary>Empty: every event.</summary>
    public required string Pattern { get; init; }

    public required ImmutableArray<MetricName> Metrics { get; init; }

    /// <summary>Whether it counts into one metric per value of some field: DescribeAlarmsForMetric would have to be asked with the values.</summary>
    public bool HasDimensions { get; init; }

    /// <summary>Whether it looks at what a transformer makes of the log events, which TestMetricFilter does not show.</summary>
    public bool AppliesToTransformedLogs { get; init; }

    /// <summary>Which log events it looks at, by account and region; TestMetricFilter does not heed it. Null: all.</summary>
    public string? FieldSelectionCriteria { get; init; }
}

/// <summary>A metric of CloudWatch.</summary>
public sealed record MetricName(string Namespace, string Name);

/// <summary>What became of the sample events about one key at one filter.</summary>
public sealed record MetricFilterMatches
{
    public required string FilterName { get; init; }

    public required string KeyArn { get; init; }

    /// <summary>The API calls whose sample event the filter matches, sorted.</summary>
    public ImmutableArray<string> Matched { get; init; } = [];

    /// <summary>The API calls that it matches only if the caller names the key in one way, by its id or by its ARN, and not in the other; sorted.</summary>
    public ImmutableArray<string> Sometimes { get; init; } = [];

    public ImmutableArray<string> Missed { get; init; } = [];
}

/// <summary>The alarms on a metric.</summary>
public sealed record MetricAlarms(MetricName Metric, ImmutableArray<MetricAlarm> Items);

/// <summary>An alarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html).</summary>
public sealed record MetricAlarm
{
    public required string Name { get; init; }

    /// <summary>Without actions an alarm tells nobody.</summary>
    public bool ActionsEnabled { get; init; }

    /// <summary>What happens when it goes off: ARNs.</summary>
    public ImmutableArray<string> AlarmActions { get; init; } = [];
}
