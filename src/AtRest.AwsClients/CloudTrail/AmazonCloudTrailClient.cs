using Amazon.CloudTrail.Model;
using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.CloudTrail;

/// <summary>A client for AWS CloudTrail (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/), with the operations that an audit needs.</summary>
public class AmazonCloudTrailClient(AWSCredentials credentials, AmazonCloudTrailConfig config)
    : JsonServiceClient(credentials, config)
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

    public Task<LookupEventsResponse> LookupEventsAsync(LookupEventsRequest request, CancellationToken cancellationToken) =>
        SendAsync<LookupEventsResponse>(request, cancellationToken);
}
