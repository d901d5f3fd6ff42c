using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

/// <summary>The operations that an audit needs.</summary>
internal sealed class AmazonCloudTrailClient(AWSCredentials credentials, AmazonCloudTrailConfig config, AuditPipeline audit)
    : JsonServiceClient(credentials, config, audit)
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
}
