using AtRest.AwsClients.Json;

namespace Amazon.CloudTrail.Model;

/// <summary>A request for DescribeTrails (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html).</summary>
public class DescribeTrailsRequest : JsonRequest
{
    public bool IncludeShadowTrails { get; set; } = true;

    internal override string Operation => "DescribeTrails";

    internal override Dictionary<string, object> Members => new() { ["includeShadowTrails"] = IncludeShadowTrails };
}

/// <summary>A request for GetTrailStatus (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html).</summary>
public class GetTrailStatusRequest : JsonRequest
{
    /// <summary>The ARN of the trail. A name would refer to a trail of the called region.</summary>
    public required string Name { get; set; }

    internal override string Operation => "GetTrailStatus";

    internal override Dictionary<string, object> Members => new() { ["Name"] = Name };
}

/// <summary>A request for GetEventSelectors (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html).</summary>
public class GetEventSelectorsRequest : JsonRequest
{
    public required string TrailName { get; set; }

    internal override string Operation => "GetEventSelectors";

    internal override Dictionary<string, object> Members => new() { ["TrailName"] = TrailName };
}

/// <summary>A request for ListEventDataStores (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListEventDataStores.html).</summary>
public class ListEventDataStoresRequest : JsonRequest
{
    public string? NextToken { get; set; }

    internal override string Operation => "ListEventDataStores";

    internal override Dictionary<string, object> Members => NextToken is null ? [] : new() { ["NextToken"] = NextToken };
}

/// <summary>A request for GetEventDataStore (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html).</summary>
public class GetEventDataStoreRequest : JsonRequest
{
    public required string EventDataStore { get; set; }

    internal override string Operation => "GetEventDataStore";

    internal override Dictionary<string, object> Members => new() { ["EventDataStore"] = EventDataStore };
}
