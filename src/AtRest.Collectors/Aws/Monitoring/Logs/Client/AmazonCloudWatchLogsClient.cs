using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.Monitoring.Logs.Client;

/// <summary>The operations that an audit needs, named as in the SDK's CloudWatchLogs package.</summary>
internal sealed class AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig config, AuditPipeline audit)
    : JsonServiceClient(credentials, config, audit)
{
    public Task<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeLogGroupsResponse>(request, cancellationToken);

    public Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeMetricFiltersResponse>(request, cancellationToken);

    public Task<TestMetricFilterResponse> TestMetricFilterAsync(TestMetricFilterRequest request, CancellationToken cancellationToken) =>
        SendAsync<TestMetricFilterResponse>(request, cancellationToken);
}

internal sealed class AmazonCloudWatchLogsConfig() : JsonServiceConfig(Description)
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
