using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.Clients.Json;

/// <summary>A client on the SDK's own request pipeline: signing, retries and errors are the SDK's, as the audit sets them.</summary>
internal abstract class JsonServiceClient(AWSCredentials credentials, JsonServiceConfig config, AuditPipeline audit)
    : AmazonServiceClient(credentials, config)
{
    private readonly JsonMarshaller marshaller = new(config.Service);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new JsonEndpointResolver());
        pipeline.AddHandlerBefore<RetryHandler>(new JsonAuthResolver());
        audit.Install(pipeline);
    }

    protected Task<TResponse> SendAsync<TResponse>(JsonRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = marshaller,
            ResponseUnmarshaller = JsonUnmarshaller<TResponse>.Instance,
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
