using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

/// <summary>Named as in the SDK's CloudTrail package, which the registry does not serve: it could be swapped for it.</summary>
internal sealed class AmazonCloudTrailConfig() : JsonServiceConfig(Description)
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
