using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The response of DescribeLogGroups (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html).</summary>
public class DescribeLogGroupsResponse : AmazonWebServiceResponse
{
    public List<LogGroup>? LogGroups { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>LogGroup (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html).</summary>
public class LogGroup
{
    public string? LogGroupName { get; set; }

    public int? RetentionInDays { get; set; }

    public string? KmsKeyId { get; set; }
}

/// <summary>The response of DescribeMetricFilters (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html).</summary>
public class DescribeMetricFiltersResponse : AmazonWebServiceResponse
{
    public List<MetricFilter>? MetricFilters { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>MetricFilter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html).</summary>
public class MetricFilter
{
    public string? FilterName { get; set; }

    public string? FilterPattern { get; set; }

    public List<MetricTransformation>? MetricTransformations { get; set; }

    public bool? ApplyOnTransformedLogs { get; set; }

    public string? FieldSelectionCriteria { get; set; }
}

/// <summary>MetricTransformation (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html).</summary>
public class MetricTransformation
{
    public string? MetricName { get; set; }

    public string? MetricNamespace { get; set; }

    public Dictionary<string, string>? Dimensions { get; set; }
}

/// <summary>The response of TestMetricFilter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html).</summary>
public class TestMetricFilterResponse : AmazonWebServiceResponse
{
    public List<MetricFilterMatchRecord>? Matches { get; set; }
}

/// <summary>MetricFilterMatchRecord (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilterMatchRecord.html).</summary>
public class MetricFilterMatchRecord
{
    /// <summary>Counted from 1.</summary>
    public long? EventNumber { get; set; }

    public string? EventMessage { get; set; }
}
