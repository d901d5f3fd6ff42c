using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// The only way to an organization. A caller who cannot see it gets the same response as for one that does not exist, before anything is looked up: neither the response
/// nor its duration tells the two apart.
/// </summary>
internal static class OrganizationAccess
{
    public const string Parameter = "organization";

    public static Task EnterAsync<TRoute>(HttpContext context)
        where TRoute : IOrganizationRoute
    {
        var organizationId = context.GetRouteValue(Parameter) as string ?? "";
        if (!PathIds.IsOrganization(organizationId) || context.Features.Get<Caller>() is not { } caller || !caller.MaySee(organizationId))
        {
            return Answers.ProblemAsync(context, Problem.NotFound);
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>()?.Right == RouteRight.Administer
            && context.RequestServices.GetRequiredService<KeyRights>().WhyNot(caller, organizationId) is { } problem
            ? Answers.ProblemAsync(context, problem)
            : context.RequestServices.GetRequiredService<TRoute>().HandleAsync(context, organizationId);
    }
}
