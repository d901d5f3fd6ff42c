using AtRest.Core.Inventory;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>
/// The only way to the pages of an organization. As in the API, a person who cannot see it gets the same response as for one that does not exist, before anything is looked up.
/// </summary>
internal static class OrganizationEntrance
{
    /// <summary>Opens a page.</summary>
    /// <typeparam name="TPage">The class of the page.</typeparam>
    public static RequestDelegate To<TPage>(Func<TPage, HttpContext, Organization, Task> open)
        where TPage : class => async context =>
        {
            var id = context.GetRouteValue(OrganizationAccess.Parameter) as string ?? "";
            var route = context.GetEndpoint()?.Metadata.GetMetadata<PortalRoute>();
            if (!PathIds.IsOrganization(id) || context.Features.Get<Caller>() is not { } caller || !caller.MaySee(id) || await FindAsync(context, id, route) is not { } organization)
            {
                await Answers.ProblemAsync(context, Problem.NotFound);
            }
            else if (route?.Right == RouteRight.Administer && context.RequestServices.GetRequiredService<KeyRights>().WhyNot(caller, id) is { } problem)
            {
                await Answers.ProblemAsync(context, problem);
            }
            else
            {
                await open(context.RequestServices.GetRequiredService<TPage>(), context, organization);
            }
        };

    /// <summary>An organization that was removed from the inventory keeps its pages as long as it has reports.</summary>
    private static async Task<Organization?> FindAsync(HttpContext context, string id, PortalRoute? route) =>
        await context.RequestServices.GetRequiredService<Declared>().FindAsync(id, context.RequestAborted)
        ?? (route?.NeedsInventory == true || await context.RequestServices.GetRequiredService<IReportCatalog>().LatestAsync(id, LatestOf.Any, context.RequestAborted) is null ? null : new Organization { Id = id, Name = id });
}
