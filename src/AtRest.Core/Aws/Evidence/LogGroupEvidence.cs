using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>The evidence from CloudWatch about a log group that a trail writes to.</summary>
public sealed record LogGroupEvidence
{
    /// <summary>The ARN in the trail, which ends in <c>:*</c>.</summary>
    public required string LogGroupArn { get; init; }

    /// <summary><c>logs:DescribeLogGroups</c>.</summary>
    public required Collected<LogGroup> Group { get; init; }

    /// <summary><c>logs:DescribeMetricFilters</c>.</summary>
    public required Collected<MetricFilters> Filters { get; init; }

    /// <summary><c>logs:TestMetricFilter</c> with sample events, for each filter of <see cref="Filters"/>; the resource is <c>GROUP-ARN FILTER-NAME KEY-ARN</c>.</summary>
    public ImmutableArray<Collected<MetricFilterMatches>> Matches { get; init; } = [];

    /// <summary><c>cloudwatch:DescribeAlarmsForMetric</c> for each metric of the filters with a match; the resource is <c>ACCOUNT/REGION NAMESPACE/METRIC</c>.</summary>
    public ImmutableArray<Collected<MetricAlarms>> Alarms { get; init; } = [];

    /// <summary>The evidence about the alarms on a metric; null if they were not read.</summary>
    public Collected<MetricAlarms>? AlarmsOn(MetricName metric) =>
        Alarms.FirstOrDefault(alarms => alarms.Resource.EndsWith($" {metric.Namespace}/{metric.Name}", StringComparison.Ordinal));
}

/// <summary>A log group and its retention.</summary>
public sealed record LogGroup
{
    public required string Name { get; init; }

    /// <summary>Null if its events do not expire.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The key that encrypts its events; null for the default encryption of CloudWatch Logs.</summary>
    public string? KmsKeyId { get; init; }
}

/// <summary>The metric filters of a log group.</summary>
public sealed record MetricFilters(ImmutableArray<MetricFilter> Items);

/// <summary>A metric filter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html).</summary>
public sealed record MetricFilter
{
    public required string Name { get; init; }

    /// <summary>Empty to match every event.</summary>
    public required string Pattern { get; init; }

    public required ImmutableArray<MetricName> Metrics { get; init; }

    /// <summary>Whether its metric has dimensions. DescribeAlarmsForMetric would then need their values.</summary>
    public bool HasDimensions { get; init; }

    /// <summary>Whether it is applied to transformed log events, which TestMetricFilter does not support.</summary>
    public bool AppliesToTransformedLogs { get; init; }

    /// <summary>A selection of log events by account and region, which TestMetricFilter ignores; null for all events.</summary>
    public string? FieldSelectionCriteria { get; init; }
}

/// <summary>A metric of CloudWatch.</summary>
public sealed record MetricName(string Namespace, string Name);

/// <summary>The result of the sample events about one key for one filter.</summary>
public sealed record MetricFilterMatches
{
    public required string FilterName { get; init; }

    public required string KeyArn { get; init; }

    /// <summary>The API calls whose sample event the filter matches, sorted.</summary>
    public ImmutableArray<string> Matched { get; init; } = [];

    /// <summary>The API calls that it matches only if the caller uses one form of the key's name, its ID or its ARN; sorted.</summary>
    public ImmutableArray<string> Sometimes { get; init; } = [];

    public ImmutableArray<string> Missed { get; init; } = [];
}

/// <summary>The alarms on a metric.</summary>
public sealed record MetricAlarms(MetricName Metric, ImmutableArray<MetricAlarm> Items);

/// <summary>An alarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html).</summary>
public sealed record MetricAlarm
{
    public required string Name { get; init; }

    /// <summary>Whether its actions are enabled. An alarm without actions notifies no one.</summary>
    public bool ActionsEnabled { get; init; }

    /// <summary>The ARNs of its actions.</summary>
    public ImmutableArray<string> AlarmActions { get; init; } = [];
}
