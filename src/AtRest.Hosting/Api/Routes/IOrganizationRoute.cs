using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>Handles a route below an organization. Only reached by callers who can see the organization.</summary>
internal interface IOrganizationRoute
{
    Task HandleAsync(HttpContext context, string organizationId);
}
