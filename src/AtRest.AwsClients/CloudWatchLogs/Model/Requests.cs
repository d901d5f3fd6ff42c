using AtRest.AwsClients.Json;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>A request for DescribeLogGroups (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html).</summary>
public class DescribeLogGroupsRequest : JsonRequest
{
    public required string LogGroupNamePrefix { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "DescribeLogGroups";

    internal override Dictionary<string, object> Members => NextToken is null
        ? new() { ["logGroupNamePrefix"] = LogGroupNamePrefix }
        : new() { ["logGroupNamePrefix"] = LogGroupNamePrefix, ["nextToken"] = NextToken };
}

/// <summary>A request for DescribeMetricFilters (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html).</summary>
public class DescribeMetricFiltersRequest : JsonRequest
{
    public required string LogGroupName { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "DescribeMetricFilters";

    internal override Dictionary<string, object> Members => NextToken is null
        ? new() { ["logGroupName"] = LogGroupName }
        : new() { ["logGroupName"] = LogGroupName, ["nextToken"] = NextToken };
}

/// <summary>A request for TestMetricFilter (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html).</summary>
public class TestMetricFilterRequest : JsonRequest
{
    public required string FilterPattern { get; set; }

    public required List<string> LogEventMessages { get; set; }

    internal override string Operation => "TestMetricFilter";

    internal override Dictionary<string, object> Members => new() { ["filterPattern"] = FilterPattern, ["logEventMessages"] = LogEventMessages };
}
