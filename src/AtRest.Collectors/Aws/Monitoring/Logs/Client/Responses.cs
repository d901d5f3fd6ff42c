using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.Monitoring.Logs.Client;

internal sealed class DescribeLogGroupsResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<LogGroupItem>? LogGroups { get; init; }

    public string? NextToken { get; init; }

    public bool IsComplete => LogGroups?.TrueForAll(group => !string.IsNullOrEmpty(group.LogGroupName)) == true;
}

internal sealed class LogGroupItem
{
    public string? LogGroupName { get; init; }

    public int? RetentionInDays { get; init; }

    public string? KmsKeyId { get; init; }
}

internal sealed class DescribeMetricFiltersResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<MetricFilterItem>? MetricFilters { get; init; }

    public string? NextToken { get; init; }

    public bool IsComplete => MetricFilters?.TrueForAll(filter => !string.IsNullOrEmpty(filter.FilterName) && filter.MetricTransformations is not null) == true;
}

internal sealed class MetricFilterItem
{
    public string? FilterName { get; init; }

    public string? FilterPattern { get; init; }

    public List<MetricTransformationItem>? MetricTransformations { get; init; }

    public bool? ApplyOnTransformedLogs { get; init; }

    public string? FieldSelectionCriteria { get; init; }
}

internal sealed class MetricTransformationItem
{
    public string? MetricName { get; init; }

    public string? MetricNamespace { get; init; }

    public Dictionary<string, string>? Dimensions { get; init; }
}

internal sealed class TestMetricFilterResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<MetricFilterMatchItem>? Matches { get; init; }

    public bool IsComplete => Matches is not null;
}

internal sealed class MetricFilterMatchItem
{
    /// <summary>Counted from 1.</summary>
    public long? EventNumber { get; init; }

    public string? EventMessage { get; init; }
}
