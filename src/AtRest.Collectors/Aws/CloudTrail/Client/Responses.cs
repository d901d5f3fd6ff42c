using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

internal sealed class DescribeTrailsResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<TrailItem>? TrailList { get; init; }

    public bool IsComplete => TrailList?.TrueForAll(trail => !string.IsNullOrEmpty(trail.TrailARN)) == true;
}

internal sealed class GetTrailStatusResponse : AmazonWebServiceResponse, IJsonResponse
{
    public bool? IsLogging { get; init; }

    public string? LatestDeliveryError { get; init; }

    public DateTimeOffset? LatestDeliveryTime { get; init; }

    public string? LatestDigestDeliveryError { get; init; }

    public DateTimeOffset? LatestDigestDeliveryTime { get; init; }

    public DateTimeOffset? StartLoggingTime { get; init; }

    public string? LatestCloudWatchLogsDeliveryError { get; init; }

    public DateTimeOffset? LatestCloudWatchLogsDeliveryTime { get; init; }

    public bool IsComplete => IsLogging is not null;
}

internal sealed class GetEventSelectorsResponse : AmazonWebServiceResponse, IJsonResponse
{
    public string? TrailARN { get; init; }

    public List<EventSelectorItem>? EventSelectors { get; init; }

    public List<AdvancedEventSelectorItem>? AdvancedEventSelectors { get; init; }

    public bool IsComplete => TrailARN is not null || EventSelectors is not null || AdvancedEventSelectors is not null;
}

internal sealed class ListEventDataStoresResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<EventDataStoreItem>? EventDataStores { get; init; }

    public string? NextToken { get; init; }

    public bool IsComplete => EventDataStores?.TrueForAll(store => !string.IsNullOrEmpty(store.EventDataStoreArn)) == true;
}

internal sealed class GetEventDataStoreResponse : AmazonWebServiceResponse, IJsonResponse
{
    public string? EventDataStoreArn { get; init; }

    public string? Name { get; init; }

    public string? Status { get; init; }

    public bool? MultiRegionEnabled { get; init; }

    public bool? OrganizationEnabled { get; init; }

    public int? RetentionPeriod { get; init; }

    public string? KmsKeyId { get; init; }

    public bool? TerminationProtectionEnabled { get; init; }

    public List<AdvancedEventSelectorItem>? AdvancedEventSelectors { get; init; }

    public bool IsComplete => !string.IsNullOrEmpty(EventDataStoreArn) && !string.IsNullOrEmpty(Status);
}
