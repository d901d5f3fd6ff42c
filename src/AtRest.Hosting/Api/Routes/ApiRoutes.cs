using AtRest.Hosting.Api.Health;
using AtRest.Hosting.Api.OpenApi;
using AtRest.Hosting.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// All routes. Each has a name, which is its <c>operationId</c> in the OpenAPI document, and lists the query parameters that it takes in its <see cref="RouteInput"/>: others are refused.
/// </summary>
internal static class ApiRoutes
{
    // An EventBridge event has at most 1 MiB: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
    private const long MaxEventBytes = 1024 * 1024;

    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Delete = [HttpMethods.Delete];

    public static void Map(IEndpointRouteBuilder app)
    {
        var callers = new ApiRoute(RouteAccess.Callers);
        Map(app, "StartAudit", Post, ApiPaths.Audits, OrganizationAccess.EnterAsync<StartAudit>, callers, new RouteInput { ReadsBody = true });
        Map(app, "GetAudit", Get, ApiPaths.Audit, OrganizationAccess.EnterAsync<GetAudit>, callers);
        Map(app, "ListBatches", Get, ApiPaths.Batches, OrganizationAccess.EnterAsync<ListBatches>, callers, new RouteInput("after", "limit"));
        Map(app, "ListReports", Get, ApiPaths.Reports, OrganizationAccess.EnterAsync<ListReports>, callers, new RouteInput("before", "limit"));
        Map(app, "DownloadReport", Get, ApiPaths.ReportFile, OrganizationAccess.EnterAsync<DownloadReport>, callers, new RouteInput("scope"));
        Map(app, "ListOrganizations", Get, ApiPaths.Organizations, ListOrganizations.SendAsync, callers, new RouteInput("after", "limit"));
        Map(app, "GetOverview", Get, ApiPaths.Overview, OrganizationAccess.EnterAsync<GetOverview>, callers);
        Map(app, "ListClusters", Get, ApiPaths.Clusters, OrganizationAccess.EnterAsync<ListClusters>, callers, new RouteInput("q", "verdict", "type", "region", "rule", "sort", "page", "limit"));
        Map(app, "GetCluster", Get, ApiPaths.Cluster, OrganizationAccess.EnterAsync<GetCluster>, callers);
        Map(app, "ListWaivers", Get, ApiPaths.Waivers, OrganizationAccess.EnterAsync<ListWaivers>, callers);
        Map(app, "ClusterReport", Post, ApiPaths.ClusterReport, OrganizationAccess.EnterAsync<ClusterReport>, callers, new RouteInput("format"));

        Map(app, "ListTrail", Get, ApiPaths.Trail, OrganizationAccess.EnterAsync<ListTrail>, callers, new RouteInput("before", "limit"));

        Map(app, "ListRules", Get, ApiPaths.Rules, RuleRoutes.ListAsync, callers);
        Map(app, "GetRule", Get, ApiPaths.Rule, RuleRoutes.SendAsync, callers);

        var administrators = callers with { Right = RouteRight.Administer };
        Map(app, "ListKeys", Get, ApiPaths.Keys, OrganizationAccess.EnterAsync<ListKeys>, administrators);
        Map(app, "MakeKey", Post, ApiPaths.Keys, OrganizationAccess.EnterAsync<MakeKey>, administrators, new RouteInput { ReadsBody = true });
        Map(app, "RevokeKey", Delete, ApiPaths.Key, OrganizationAccess.EnterAsync<RevokeKey>, administrators);
        Map(app, "ListNotificationEndpoints", Get, ApiPaths.Notifications, OrganizationAccess.EnterAsync<ListEndpoints>, administrators);
        Map(app, "MakeNotificationEndpoint", Post, ApiPaths.Notifications, OrganizationAccess.EnterAsync<MakeEndpoint>, administrators, new RouteInput { ReadsBody = true });
        Map(app, "RevokeNotificationEndpoint", Delete, ApiPaths.Notification, OrganizationAccess.EnterAsync<RevokeEndpoint>, administrators);
        Map(app, "TestNotificationEndpoint", Post, ApiPaths.NotificationTest, OrganizationAccess.EnterAsync<TestEndpoint>, administrators);
        Map(app, "ListOperatorKeys", Get, ApiPaths.OperatorKeys, OperatorAccess.EnterAsync<ListKeys>, callers);
        Map(app, "MakeOperatorKey", Post, ApiPaths.OperatorKeys, OperatorAccess.EnterAsync<MakeKey>, callers, new RouteInput { ReadsBody = true });
        Map(app, "RevokeOperatorKey", Delete, ApiPaths.OperatorKey, OperatorAccess.EnterAsync<RevokeKey>, callers);

        Map(app, "GetCalendar", Get, ApiPaths.Calendar, GetCalendar.SendAsync, new ApiRoute(RouteAccess.Anybody));

        Map(app, "KeyPolicyChanged", Post, ApiPaths.Webhook, WebhookEndpoints.HandleAsync, new ApiRoute(RouteAccess.Webhook) { MaxBodyBytes = MaxEventBytes });

        Map(app, "OpenApi", Get, ApiPaths.OpenApi, OpenApiDocument.SendAsync, new ApiRoute(RouteAccess.Anybody));

        Map(app, "PublicKeys", Get, ApiPaths.PublicKeys, PublicKeys.SendAsync, new ApiRoute(RouteAccess.Anybody));

        var probes = new ApiRoute(RouteAccess.Probes);
        Map(app, "HealthLive", Get, ApiPaths.HealthLive, HealthRoutes.LiveAsync, probes);
        Map(app, "HealthReady", Get, ApiPaths.HealthReady, HealthRoutes.ReadyAsync, probes);
    }

    private static void Map(IEndpointRouteBuilder app, string name, string[] methods, string template, RequestDelegate handle, ApiRoute route, RouteInput? input = null) =>
        app.MapMethods($"/{template}", methods, handle).WithName(name).WithMetadata(route, input ?? RouteInput.Nothing);
}
