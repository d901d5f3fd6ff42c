using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Camunda;

/// <summary>Camunda's OAuth service and the reading part of its Administration API. They exist only if the scenario has a <c>camunda</c>.</summary>
internal sealed class CamundaService : IFakeService
{
    private const string GetToken = "GetToken";

    private readonly FakeCamunda? camunda;
    private readonly TokenIssuer issuer;
    private readonly ClusterList clusters;
    private readonly RegionDirectory regions;
    private readonly ActivityLog activity;
    private readonly AccessCheck access;

    public CamundaService(World world, AccessCheck access)
    {
        camunda = world.Scenario.Camunda;
        this.access = access;
        issuer = new TokenIssuer(world, camunda ?? new FakeCamunda());
        regions = new RegionDirectory(camunda?.Regions);
        clusters = new ClusterList(world, regions);
        activity = new ActivityLog(world);
    }

    public string Name => "camunda";

    public ErrorVocabulary Errors => CamundaErrors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request) => (camunda, request.Method, request.Path.TrimEnd('/')) switch
    {
        (null, _, _) => null,
        (_, "POST", "/oauth/token") => new ServiceCall(GetToken, null, request),
        (_, "GET", "/clusters") => new ServiceCall("GetClusters", null, request),
        (_, "GET", "/activity/json") => new ServiceCall("GetActivity", null, request),
        (_, "GET", "/clusters/parameters") => new ServiceCall("GetClustersParameters", null, request),
        _ => null,
    };

    public Caller Identify(ServiceCall call)
    {
        string client = call.Operation == GetToken ? "" : issuer.OrganizationOf(call.Request).ClientId;
        return new Caller { AccountId = client, Arn = client, UserId = client, Region = "" };
    }

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, call.Resource, caller);
        JsonNode output = call.Operation switch
        {
            GetToken => issuer.Issue(call.Request),
            "GetClusters" => clusters.Of(issuer.OrganizationOf(call.Request)),
            "GetActivity" => activity.Of(issuer.OrganizationOf(call.Request)),
            _ => new JsonObject { ["channels"] = new JsonArray(), ["clusterPlanTypes"] = new JsonArray(), ["regions"] = regions.List() },
        };
        return new Reply(200, "application/json; charset=utf-8", output.ToJsonString());
    }

    public Reply Shape(ServiceError error, IncomingRequest request) => CamundaErrors.Shape(error, isOAuth: request.Method == "POST");
}
