using AtRest.Hosting.Api;
using AtRest.Hosting.Portal.Pages;
using AtRest.Hosting.Portal.Sessions;
using AtRest.Hosting.Portal.Workbench;
using AtRest.Hosting.Portal.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Portal;

/// <summary>All addresses of the portal. Each page has a name, which names its requests in traces.</summary>
internal static class PortalRoutes
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder app)
    {
        var anybody = new PortalRoute(PortalAccess.Anybody);
        var people = new PortalRoute(PortalAccess.SignedIn);
        Map(app, "PortalStyle", Get, PortalStyle.Path, PortalStyle.SendAsync, new PortalRoute(PortalAccess.File));
        Map(app, "PortalHome", Get, PortalPaths.Home, Of<SignInPage>((page, context) => page.HomeAsync(context)), anybody);
        Map(app, "PortalSignInPage", Get, PortalPaths.SignIn, Of<SignInPage>((page, context) => page.ShowAsync(context)), anybody);
        Map(app, "PortalSignIn", Post, PortalPaths.SignIn, Of<SignInPage>((page, context) => page.SignInAsync(context)), anybody);
        Map(app, "PortalSignOut", Post, PortalPaths.SignOut, SignInPage.SignOutAsync, people);
        if (app.ServiceProvider.GetRequiredService<PortalSettings>().ClientId is not null)
        {
            Map(app, "PortalProvider", Get, PortalPaths.SignInWithProvider, ProviderSignIn.StartAsync, anybody);
        }

        Map(app, "PortalOrganizations", Get, PortalPaths.Organizations, Of<OrganizationsPage>((page, context) => page.ShowAsync(context)), people);
        Map(app, "PortalOrganization", Get, PortalPaths.Organization, OrganizationEntrance.To<OrganizationPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalClusters", Get, PortalPaths.Clusters, OrganizationEntrance.To<ClustersPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalCluster", Get, PortalPaths.Cluster, OrganizationEntrance.To<ClusterPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalReports", Get, PortalPaths.Reports, OrganizationEntrance.To<ReportsPage>((page, context, organization) => page.ListAsync(context, organization)), people);
        Map(app, "PortalReport", Get, PortalPaths.Report, OrganizationEntrance.To<ReportsPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalReportFile", Get, PortalPaths.ReportFile, OrganizationEntrance.To<ReportsPage>((page, context, organization) => page.DownloadAsync(context, organization)), people);
        Map(app, "PortalStartAudit", Post, PortalPaths.Audits, OrganizationEntrance.To<AuditPage>((page, context, organization) => page.StartAsync(context, organization)), people with { NeedsInventory = true });
        Map(app, "PortalAudit", Get, PortalPaths.Audit, OrganizationEntrance.To<AuditPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalWaivers", Get, PortalPaths.Waivers, OrganizationEntrance.To<WaiversPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        Map(app, "PortalWorkbench", Get, PortalPaths.Workbench, OrganizationEntrance.To<WorkbenchPage>((_, context, organization) => WorkbenchPage.ShowAsync(context, organization)), people);
        Map(app, "PortalJudge", Post, PortalPaths.Workbench, OrganizationEntrance.To<WorkbenchPage>((page, context, organization) => page.JudgeAsync(context, organization)), people with { MaxBodyBytes = WorkbenchInput.MostBytes });
        Map(app, "PortalTrail", Get, PortalPaths.Trail, OrganizationEntrance.To<TrailPage>((page, context, organization) => page.ShowAsync(context, organization)), people);
        var administrators = people with { Right = RouteRight.Administer };
        Map(app, "PortalKeys", Get, PortalPaths.Keys, OrganizationEntrance.To<KeysPage>((page, context, organization) => page.ListAsync(context, organization)), administrators);
        Map(app, "PortalMakeKey", Post, PortalPaths.Keys, OrganizationEntrance.To<KeysPage>((page, context, organization) => page.MakeAsync(context, organization)), administrators with { NeedsInventory = true });
        Map(app, "PortalKey", Get, PortalPaths.Key, OrganizationEntrance.To<KeysPage>((page, context, organization) => page.ConfirmAsync(context, organization)), administrators);
        Map(app, "PortalRevokeKey", Post, PortalPaths.Key, OrganizationEntrance.To<KeysPage>((page, context, organization) => page.RevokeAsync(context, organization)), administrators);
        Map(app, "PortalNotifications", Get, PortalPaths.Notifications, OrganizationEntrance.To<NotificationsPage>((page, context, organization) => page.ListAsync(context, organization)), administrators);
        Map(app, "PortalMakeNotification", Post, PortalPaths.Notifications, OrganizationEntrance.To<NotificationsPage>((page, context, organization) => page.MakeAsync(context, organization)), administrators with { NeedsInventory = true });
        Map(app, "PortalNotification", Get, PortalPaths.Notification, OrganizationEntrance.To<NotificationsPage>((page, context, organization) => page.ConfirmAsync(context, organization)), administrators);
        Map(app, "PortalRevokeNotification", Post, PortalPaths.Notification, OrganizationEntrance.To<NotificationsPage>((page, context, organization) => page.RevokeAsync(context, organization)), administrators);
        Map(app, "PortalTestNotification", Post, PortalPaths.NotificationTest, OrganizationEntrance.To<NotificationsPage>((page, context, organization) => page.TestAsync(context, organization)), administrators with { NeedsInventory = true });
        Map(app, "PortalOperatorKeys", Get, PortalPaths.OperatorKeys, OperatorEntrance.To<KeysPage>((page, context) => page.ListAsync(context, null)), people);
        Map(app, "PortalMakeOperatorKey", Post, PortalPaths.OperatorKeys, OperatorEntrance.To<KeysPage>((page, context) => page.MakeAsync(context, null)), people);
        Map(app, "PortalOperatorKey", Get, PortalPaths.OperatorKey, OperatorEntrance.To<KeysPage>((page, context) => page.ConfirmAsync(context, null)), people);
        Map(app, "PortalRevokeOperatorKey", Post, PortalPaths.OperatorKey, OperatorEntrance.To<KeysPage>((page, context) => page.RevokeAsync(context, null)), people);
        Map(app, "PortalRules", Get, PortalPaths.Rules, RulesPage.ListAsync, people);
        Map(app, "PortalRule", Get, PortalPaths.Rule, Of<RulesPage>((page, context) => page.ShowAsync(context)), people);
    }

    private static RequestDelegate Of<TPage>(Func<TPage, HttpContext, Task> open)
        where TPage : class => context => open(context.RequestServices.GetRequiredService<TPage>(), context);

    private static void Map(IEndpointRouteBuilder app, string name, string[] methods, string template, RequestDelegate open, PortalRoute route) =>
        app.MapMethods(template, methods, open).WithName(name).WithMetadata(route);
}
