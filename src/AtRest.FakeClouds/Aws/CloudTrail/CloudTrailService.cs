using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>AWS CloudTrail, as far as an auditor asks it (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/).</summary>
internal sealed class CloudTrailService : IFakeService
{
    private readonly Trails trails;
    private readonly EventDataStores stores;

    public CloudTrailService(World world, Gatekeeper gatekeeper)
    {
        trails = new Trails(world, gatekeeper, this);
        stores = new EventDataStores(world, gatekeeper, this);
    }

    public string Name => "cloudtrail";

    public ErrorVocabulary Errors => CloudTrailErrors.Vocabulary;

    public ServiceCall? Recognise(IncomingRequest request) =>
        JsonProtocol.Operation(request, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "CloudTrail_20131101.") is { } operation
            ? new ServiceCall(operation, Resource(request), request)
            : null;

    public Reply Shape(AwsError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

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
            _ => throw new AwsErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonProtocol.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    // Each operation calls its resource by another name.
    private static string? Resource(IncomingRequest request) =>
        JsonProtocol.PeekText(request, "Name") ?? JsonProtocol.PeekText(request, "TrailName") ?? JsonProtocol.PeekText(request, "EventDataStore");
}
