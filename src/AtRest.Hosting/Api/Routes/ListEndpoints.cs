using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Notifications.Endpoints;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/notifications</c>: the endpoints that people made for the notifications of an organization.</summary>
internal sealed class ListEndpoints(EndpointAdministration endpoints, Declared declared) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var list = await endpoints.ListAsync(organizationId, context.RequestAborted);
        await Answers.JsonAsync(context, new EndpointListBody([.. list.Select(EndpointBody.Of)]), ApiJson.Readable.EndpointListBody);
    }
}
