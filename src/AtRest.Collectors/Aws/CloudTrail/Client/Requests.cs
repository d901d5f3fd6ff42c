using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

internal sealed class DescribeTrailsRequest : JsonRequest
{
    public bool IncludeShadowTrails { get; init; } = true;

    public override string Operation => "DescribeTrails";

    public override Dictionary<string, object> Members => new() { ["includeShadowTrails"] = IncludeShadowTrails };
}

internal sealed class GetTrailStatusRequest : JsonRequest
{
    /// <summary>The trail's ARN: a name alone would be looked for in the region that is asked.</summary>
    public required string Name { get; init; }

    public override string Operation => "GetTrailStatus";

    public override Dictionary<string, object> Members => new() { ["Name"] = Name };
}

internal sealed class GetEventSelectorsRequest : JsonRequest
{
    public required string TrailName { get; init; }

    public override string Operation => "GetEventSelectors";

    public override Dictionary<string, object> Members => new() { ["TrailName"] = TrailName };
}

internal sealed class ListEventDataStoresRequest : JsonRequest
{
    public string? NextToken { get; init; }

    public override string Operation => "ListEventDataStores";

    public override Dictionary<string, object> Members => NextToken is null ? [] : new() { ["NextToken"] = NextToken };
}

internal sealed class GetEventDataStoreRequest : JsonRequest
{
    public required string EventDataStore { get; init; }

    public override string Operation => "GetEventDataStore";

    public override Dictionary<string, object> Members => new() { ["EventDataStore"] = EventDataStore };
}
