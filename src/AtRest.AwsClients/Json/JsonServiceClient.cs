using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AtRest.AwsClients.Json;

/// <summary>A client on the SDK's request pipeline, which signs requests, retries them and reads errors.</summary>
public abstract class JsonServiceClient(AWSCredentials credentials, JsonServiceConfig config)
    : AmazonServiceClient(credentials, config)
{
    private readonly JsonMarshaller marshaller = new(config.Service);

    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new JsonEndpointResolver());
        pipeline.AddHandlerBefore<RetryHandler>(new JsonAuthResolver());
    }

    private protected Task<TResponse> SendAsync<TResponse>(JsonRequest request, CancellationToken cancellationToken)
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
