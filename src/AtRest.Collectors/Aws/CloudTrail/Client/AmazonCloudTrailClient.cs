using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

/// <summary>The operations that an audit needs, on the SDK's own request pipeline.</summary>
internal sealed class AmazonCloudTrailClient(AWSCredentials credentials, AmazonCloudTrailConfig config, AuditPipeline audit)
    : AmazonServiceClient(credentials, config)
{
    public Task<DescribeTrailsResponse> DescribeTrailsAsync(DescribeTrailsRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeTrailsResponse>(request, cancellationToken);

    public Task<GetTrailStatusResponse> GetTrailStatusAsync(GetTrailStatusRequest request, CancellationToken cancellationToken) =>
        SendAsync<GetTrailStatusResponse>(request, cancellationToken);

    public Task<GetEventSelectorsResponse> GetEventSelectorsAsync(GetEventSelectorsRequest request, CancellationToken cancellationToken) =>
        SendAsync<GetEventSelectorsResponse>(request, cancellationToken);

    public Task<ListEventDataStoresResponse> ListEventDataStoresAsync(ListEventDataStoresRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListEventDataStoresResponse>(request, cancellationToken);

    public Task<GetEventDataStoreResponse> GetEventDataStoreAsync(GetEventDataStoreRequest request, CancellationToken cancellationToken) =>
        SendAsync<GetEventDataStoreResponse>(request, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new CloudTrailEndpointResolver());
        pipeline.AddHandlerBefore<RetryHandler>(new CloudTrailAuthResolver());
        audit.Install(pipeline);
    }

    private Task<TResponse> SendAsync<TResponse>(CloudTrailRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = CloudTrailMarshaller.Instance,
            ResponseUnmarshaller = CloudTrailUnmarshaller<TResponse>.Instance,
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}

/// <summary>An error that CloudTrail answered.</summary>
internal sealed class AmazonCloudTrailException(ErrorResponse error, Exception inner, System.Net.HttpStatusCode status)
    : AmazonServiceException(error.Message, inner, error.Type, error.Code, error.RequestId, status);
