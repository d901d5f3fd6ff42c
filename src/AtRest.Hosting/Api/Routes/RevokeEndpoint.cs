using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>DELETE …/notifications/{endpoint}</c>: revokes an endpoint. One that was revoked before stays so.</summary>
internal sealed class RevokeEndpoint(EndpointAdministration endpoints, ClientAddresses addresses) : IOrganizationRoute
{
    /// <summary>The parameter of the path.</summary>
    public const string Parameter = "endpoint";

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var actor = new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context));
        if (!await endpoints.RevokeAsync(organizationId, context.GetRouteValue(Parameter) as string ?? "", actor, context.RequestAborted))
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
