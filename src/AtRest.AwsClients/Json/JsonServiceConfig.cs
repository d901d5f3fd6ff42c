using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AtRest.AwsClients.Json;

/// <summary>The configuration of a client in this project.</summary>
public abstract class JsonServiceConfig : ClientConfig
{
    private const string SdkVersion = "4.1.0.0";

    private readonly string agent;

    private protected JsonServiceConfig(JsonService service)
        : base(new DefaultConfigurationProvider(ServiceDefaults.All))
    {
        Service = service;
        agent = InternalSDKUtils.BuildUserAgentString(service.ServiceId, SdkVersion);
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new JsonEndpointProvider();
    }

    /// <inheritdoc />
    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    /// <inheritdoc />
    public override string ServiceVersion => Service.Version;

    /// <inheritdoc />
    public override string UserAgent => agent;

    internal JsonService Service { get; }

    /// <inheritdoc />
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(JsonEndpointResolver.ParametersOf(this));
}
