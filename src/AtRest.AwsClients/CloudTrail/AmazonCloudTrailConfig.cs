using AtRest.AwsClients.Json;

namespace Amazon.CloudTrail;

/// <summary>The configuration of an <see cref="AmazonCloudTrailClient"/>.</summary>
public sealed class AmazonCloudTrailConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "CloudTrail",
        EndpointPrefix = "cloudtrail",
        SigningName = "cloudtrail",
        Version = "2013-11-01",
        TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.",
    };
}
