using Amazon.Runtime;

namespace Amazon.CloudTrail.Model;

/// <summary>The response of DescribeTrails (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html).</summary>
public class DescribeTrailsResponse : AmazonWebServiceResponse
{
    public List<Trail>? TrailList { get; set; }
}

/// <summary>The response of GetTrailStatus (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html).</summary>
public class GetTrailStatusResponse : AmazonWebServiceResponse
{
    public bool? IsLogging { get; set; }

    public string? LatestDeliveryError { get; set; }

    public DateTime? LatestDeliveryTime { get; set; }

    public string? LatestDigestDeliveryError { get; set; }

    public DateTime? LatestDigestDeliveryTime { get; set; }

    public DateTime? StartLoggingTime { get; set; }

    public string? LatestCloudWatchLogsDeliveryError { get; set; }

    public DateTime? LatestCloudWatchLogsDeliveryTime { get; set; }
}

/// <summary>The response of GetEventSelectors (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html).</summary>
public class GetEventSelectorsResponse : AmazonWebServiceResponse
{
    public string? TrailARN { get; set; }

    public List<EventSelector>? EventSelectors { get; set; }

    public List<AdvancedEventSelector>? AdvancedEventSelectors { get; set; }
}

/// <summary>The response of ListEventDataStores (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListEventDataStores.html).</summary>
public class ListEventDataStoresResponse : AmazonWebServiceResponse
{
    public List<EventDataStore>? EventDataStores { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>The response of GetEventDataStore (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html).</summary>
public class GetEventDataStoreResponse : AmazonWebServiceResponse
{
    public string? EventDataStoreArn { get; set; }

    public string? Name { get; set; }

    public string? Status { get; set; }

    public bool? MultiRegionEnabled { get; set; }

    public bool? OrganizationEnabled { get; set; }

    public int? RetentionPeriod { get; set; }

    public string? KmsKeyId { get; set; }

    public bool? TerminationProtectionEnabled { get; set; }

    public List<AdvancedEventSelector>? AdvancedEventSelectors { get; set; }
}

/// <summary>The response of LookupEvents (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).</summary>
public class LookupEventsResponse : AmazonWebServiceResponse
{
    public List<Event>? Events { get; set; }

    public string? NextToken { get; set; }
}
