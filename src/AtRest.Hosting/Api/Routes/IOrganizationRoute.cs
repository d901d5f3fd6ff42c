using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>What is done at a route below an organization. Reached only by those who may see the organization.</summary>
internal interface IOrganizationRoute
{
    Task HandleAsync(HttpContext context, string organizationId);
}
