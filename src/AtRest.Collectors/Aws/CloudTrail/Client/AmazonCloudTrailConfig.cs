using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

/// <summary>Named as in the SDK's CloudTrail package, which the registry does not serve: it could be swapped for it.</summary>
internal sealed class AmazonCloudTrailConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("CloudTrail", "4.1.0.0");

    public AmazonCloudTrailConfig()
        : base(new DefaultConfigurationProvider(AmazonKeyManagementServiceDefaultConfiguration.GetAllConfigurations()))
    {
        ServiceId = "CloudTrail";
        AuthenticationServiceName = "cloudtrail";
        EndpointProvider = new CloudTrailEndpointProvider();
    }

    public override string RegionEndpointServiceName => "cloudtrail";

    public override string ServiceVersion => "2013-11-01";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(CloudTrailEndpointResolver.ParametersOf(this));
}
