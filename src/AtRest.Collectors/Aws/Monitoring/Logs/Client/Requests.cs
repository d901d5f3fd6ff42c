using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.Monitoring.Logs.Client;

internal sealed class DescribeLogGroupsRequest : JsonRequest
{
    public required string LogGroupNamePrefix { get; init; }

    public string? NextToken { get; init; }

    public override string Operation => "DescribeLogGroups";

    public override Dictionary<string, object> Members => NextToken is null
        ? new() { ["logGroupNamePrefix"] = LogGroupNamePrefix }
        : new() { ["logGroupNamePrefix"] = LogGroupNamePrefix, ["nextToken"] = NextToken };
}

internal sealed class DescribeMetricFiltersRequest : JsonRequest
{
    public required string LogGroupName { get; init; }

    public string? NextToken { get; init; }

    public override string Operation => "DescribeMetricFilters";

    public override Dictionary<string, object> Members => NextToken is null
        ? new() { ["logGroupName"] = LogGroupName }
        : new() { ["logGroupName"] = LogGroupName, ["nextToken"] = NextToken };
}

internal sealed class TestMetricFilterRequest : JsonRequest
{
    /// <summary>So many messages fit into one request (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html).</summary>
    public const int MostMessages = 50;

    public required string FilterPattern { get; init; }

    public required IReadOnlyList<string> LogEventMessages { get; init; }

    public override string Operation => "TestMetricFilter";

    public override Dictionary<string, object> Members => new() { ["filterPattern"] = FilterPattern, ["logEventMessages"] = LogEventMessages };
}
