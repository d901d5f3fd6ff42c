using Amazon.Runtime;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

/// <summary>A request: the operation's name and the members of its body that are set.</summary>
internal abstract class CloudTrailRequest : AmazonWebServiceRequest
{
    public abstract string Operation { get; }

    public abstract Dictionary<string, object> Members { get; }
}

internal sealed class DescribeTrailsRequest : CloudTrailRequest
{
    public bool IncludeShadowTrails { get; init; } = true;

    public override string Operation => "DescribeTrails";

    public override Dictionary<string, object> Members => new() { ["includeShadowTrails"] = IncludeShadowTrails };
}

internal sealed class GetTrailStatusRequest : CloudTrailRequest
{
    /// <summary>The trail's ARN: a name alone would be looked for in the region that is asked.</summary>
    public required string Name { get; init; }

    public override string Operation => "GetTrailStatus";

    public override Dictionary<string, object> Members => new() { ["Name"] = Name };
}

internal sealed class GetEventSelectorsRequest : CloudTrailRequest
{
    public required string TrailName { get; init; }

    public override string Operation => "GetEventSelectors";

    public override Dictionary<string, object> Members => new() { ["TrailName"] = TrailName };
}

internal sealed class ListEventDataStoresRequest : CloudTrailRequest
{
    public string? NextToken { get; init; }

    public override string Operation => "ListEventDataStores";

    public override Dictionary<string, object> Members => NextToken is null ? [] : new() { ["NextToken"] = NextToken };
}

internal sealed class GetEventDataStoreRequest : CloudTrailRequest
{
    public required string EventDataStore { get; init; }

    public override string Operation => "GetEventDataStore";

    public override Dictionary<string, object> Members => new() { ["EventDataStore"] = EventDataStore };
}
