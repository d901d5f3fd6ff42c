using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.CloudWatch;

/// <summary>A client for Amazon CloudWatch (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/), with the operations that an audit needs.</summary>
public class AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig config)
    : JsonServiceClient(credentials, config)
{
    public Task<DescribeAlarmsForMetricResponse> DescribeAlarmsForMetricAsync(DescribeAlarmsForMetricRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeAlarmsForMetricResponse>(request, cancellationToken);

    public Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken) =>
        SendAsync<GetMetricDataResponse>(request, cancellationToken);
}

/// <summary>The configuration of an <see cref="AmazonCloudWatchClient"/>.</summary>
public sealed class AmazonCloudWatchConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "CloudWatch",
        EndpointPrefix = "monitoring",
        SigningName = "monitoring",
        Version = "2010-08-01",
        TargetPrefix = "GraniteServiceVersion20100801.",
        ContentType = "application/x-amz-json-1.0",
    };
}
