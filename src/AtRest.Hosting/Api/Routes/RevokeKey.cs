using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>DELETE …/keys/{key}</c>: revokes a key. A key that was revoked before stays so.</summary>
internal sealed class RevokeKey(KeyAdministration keys, ClientAddresses addresses) : IOrganizationRoute, IOperatorRoute
{
    /// <summary>The parameter of the path.</summary>
    public const string Parameter = "key";

    public Task HandleAsync(HttpContext context) => RevokeAsync(context, KeyOwner.Operators);

    public Task HandleAsync(HttpContext context, string organizationId) => RevokeAsync(context, KeyOwner.Of(organizationId));

    private async Task RevokeAsync(HttpContext context, KeyOwner owner)
    {
        var actor = new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context));
        if (!await keys.RevokeAsync(owner, context.GetRouteValue(Parameter) as string ?? "", actor, context.RequestAborted))
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
