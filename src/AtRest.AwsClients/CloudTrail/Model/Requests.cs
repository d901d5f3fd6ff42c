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

/// <summary>A request for LookupEvents (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html). The newest events come first.</summary>
public class LookupEventsRequest : JsonRequest
{
    /// <summary>AWS accepts one attribute.</summary>
    public required List<LookupAttribute> LookupAttributes { get; set; }

    /// <summary>1 to 50.</summary>
    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "LookupEvents";

    internal override Dictionary<string, object> Members
    {
        get
        {
            var members = new Dictionary<string, object>
            {
                ["LookupAttributes"] = LookupAttributes.Select(attribute => new Dictionary<string, string> { ["AttributeKey"] = attribute.AttributeKey, ["AttributeValue"] = attribute.AttributeValue }).ToArray(),
            };
            if (MaxResults is { } most)
            {
                members["MaxResults"] = most;
            }

            if (NextToken is { } token)
            {
                members["NextToken"] = token;
            }

            return members;
        }
    }
}
