using AtRest.Hosting.Api.Health;
using AtRest.Hosting.Api.OpenApi;
using AtRest.Hosting.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// All routes. Each has a name, which is its <c>operationId</c> in the OpenAPI document, and says in its <see cref="RouteInput"/> which query parameters it takes: others are refused.
/// </summary>
internal static class ApiRoutes
{
    private const string Organization = $"/organizations/{{{OrganizationDoor.Parameter}}}";

    // An event of EventBridge has at most 1 MiB: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
    private const long MaxEventBytes = 1024 * 1024;

    // HEAD never arrives through the Functions host; by itself the server has it.
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder app)
    {
        var callers = Group(app, new ApiRoute(RouteAccess.Callers));
        callers.MapMethods($"{Organization}/audits", Post, OrganizationDoor.EnterAsync<StartAudit>).WithName("StartAudit").WithMetadata(new RouteInput { ReadsBody = true });
        callers.MapMethods($"{Organization}/audits/{{audit}}", Get, OrganizationDoor.EnterAsync<GetAudit>).WithName("GetAudit");
        callers.MapMethods($"{Organization}/reports", Get, OrganizationDoor.EnterAsync<ListReports>).WithName("ListReports").WithMetadata(new RouteInput("before", "limit"));
        callers.MapMethods($"{Organization}/reports/{{report}}/{{format}}", Get, OrganizationDoor.EnterAsync<DownloadReport>).WithName("DownloadReport").WithMetadata(new RouteInput("scope"));
        callers.MapMethods($"{Organization}/clusters", Get, OrganizationDoor.EnterAsync<ListClusters>).WithName("ListClusters");
        callers.MapMethods($"{Organization}/clusters/{{cluster}}/report", Post, OrganizationDoor.EnterAsync<ClusterReport>).WithName("ClusterReport").WithMetadata(new RouteInput("format"));

        Group(app, new ApiRoute(RouteAccess.Anybody)).MapMethods("/openapi.json", Get, OpenApiDocument.SendAsync).WithName("OpenApi");

        var probes = Group(app, new ApiRoute(RouteAccess.Probes));
        probes.MapMethods("/health/live", Get, HealthRoutes.LiveAsync).WithName("HealthLive");
        probes.MapMethods("/health/ready", Get, HealthRoutes.ReadyAsync).WithName("HealthReady");

        WebhookEndpoints.Map(Group(app, new ApiRoute(RouteAccess.Webhook) { MaxBodyBytes = MaxEventBytes }));
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder app, ApiRoute route) => app.MapGroup(ApiPaths.Prefix).WithMetadata(route);
}
