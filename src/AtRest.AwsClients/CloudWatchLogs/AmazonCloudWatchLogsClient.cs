using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.CloudWatchLogs;

/// <summary>A client for Amazon CloudWatch Logs (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/), with the operations that an audit needs.</summary>
public class AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig config)
    : JsonServiceClient(credentials, config)
{
    public Task<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeLogGroupsResponse>(request, cancellationToken);

    public Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeMetricFiltersResponse>(request, cancellationToken);

    public Task<TestMetricFilterResponse> TestMetricFilterAsync(TestMetricFilterRequest request, CancellationToken cancellationToken) =>
        SendAsync<TestMetricFilterResponse>(request, cancellationToken);
}

/// <summary>The configuration of an <see cref="AmazonCloudWatchLogsClient"/>.</summary>
public sealed class AmazonCloudWatchLogsConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "CloudWatch Logs",
        EndpointPrefix = "logs",
        SigningName = "logs",
        Version = "2014-03-28",
        TargetPrefix = "Logs_20140328.",
    };
}
