using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>AWS CloudTrail: the operations that an auditor calls (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/).</summary>
internal sealed class CloudTrailService : IAwsService
{
    private readonly Trails trails;
    private readonly EventDataStores stores;
    private readonly EventHistory history;

    public CloudTrailService(AwsWorld world, AccessCheck access)
    {
        World = world;
        trails = new Trails(world, access, this);
        stores = new EventDataStores(world, access, this);
        history = new EventHistory(world, access, this);
    }

    public AwsWorld World { get; }

    public string Name => "cloudtrail";

    public ErrorVocabulary Errors => CloudTrailErrors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request) =>
        JsonProtocol.Operation(request, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "CloudTrail_20131101.") is { } operation
            ? new ServiceCall(operation, Resource(request), request)
            : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, Caller, JsonObject> operation = call.Operation switch
        {
            "DescribeTrails" => trails.Describe,
            "GetTrail" => trails.Get,
            "GetTrailStatus" => trails.GetStatus,
            "GetEventSelectors" => trails.GetSelectors,
            "ListEventDataStores" => stores.List,
            "GetEventDataStore" => stores.Get,
            "LookupEvents" => history.LookUp,
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonShapes.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    // Each operation has another name for its resource.
    private static string? Resource(IncomingRequest request) =>
        JsonProtocol.PeekText(request, "Name") ?? JsonProtocol.PeekText(request, "TrailName") ?? JsonProtocol.PeekText(request, "EventDataStore");
}
