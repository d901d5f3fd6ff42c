using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AtRest.Collectors.Aws.Clients.Json;

/// <summary>The configuration of a client for a service whose SDK package the registry does not serve.</summary>
internal abstract class JsonServiceConfig : ClientConfig
{
    private const string SdkVersion = "4.1.0.0";

    private readonly string agent;

    protected JsonServiceConfig(JsonService service)
        : base(new DefaultConfigurationProvider(AmazonKeyManagementServiceDefaultConfiguration.GetAllConfigurations()))
    {
        Service = service;
        agent = InternalSDKUtils.BuildUserAgentString(service.ServiceId, SdkVersion);
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new JsonEndpointProvider();
    }

    public JsonService Service { get; }

    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    public override string ServiceVersion => Service.Version;

    public override string UserAgent => agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(JsonEndpointResolver.ParametersOf(this));
}
