using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace AtRest.AwsClients.Json;

/// <summary>What an endpoint depends on.</summary>
internal sealed class JsonEndpointParameters : EndpointParameters
{
    public required IClientConfig Config { get; init; }
}

/// <summary>The endpoint of a region, or the one that was configured (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html).</summary>
internal sealed class JsonEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var config = ((JsonEndpointParameters)parameters).Config;
        if (!string.IsNullOrEmpty(config.ServiceURL))
        {
            return new Endpoint(config.ServiceURL);
        }

        var region = config.RegionEndpoint ?? RegionEndpoint.USEast1;
        var prefix = config.RegionEndpointServiceName;
        return new Endpoint($"https://{(config.UseFIPSEndpoint ? $"{prefix}-fips" : prefix)}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }
}

/// <summary>Puts the endpoint into the request.</summary>
internal sealed class JsonEndpointResolver : BaseEndpointResolver
{
    public static JsonEndpointParameters ParametersOf(IClientConfig config) => new() { Config = config };

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => ParametersOf(requestContext.ClientConfig);
}

/// <summary>Requests are signed with Signature Version 4.</summary>
internal sealed class JsonAuthResolver : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}
