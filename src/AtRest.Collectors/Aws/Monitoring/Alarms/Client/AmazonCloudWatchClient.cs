using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.Monitoring.Alarms.Client;

/// <summary>The operation that an audit needs, named as in the SDK's CloudWatch package.</summary>
internal sealed class AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig config, AuditPipeline audit)
    : JsonServiceClient(credentials, config, audit)
{
    public Task<DescribeAlarmsForMetricResponse> DescribeAlarmsForMetricAsync(DescribeAlarmsForMetricRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeAlarmsForMetricResponse>(request, cancellationToken);
}

internal sealed class AmazonCloudWatchConfig() : JsonServiceConfig(Description)
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
