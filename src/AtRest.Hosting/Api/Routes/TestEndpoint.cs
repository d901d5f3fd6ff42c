using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>POST …/notifications/{endpoint}/test</c>: sends a test message now, once.</summary>
internal sealed class TestEndpoint(EndpointAdministration endpoints, CallLimits limits, ClientAddresses addresses) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        // It makes a call to the outside, as an audit does.
        if (limits.OfAudit(organizationId) is { } wait)
        {
            await Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
            return;
        }

        var actor = new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context));
        if (await endpoints.TestAsync(organizationId, context.GetRouteValue(RevokeEndpoint.Parameter) as string ?? "", actor, context.RequestAborted) is not { } result)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        await Answers.JsonAsync(context, new EndpointTestBody(result.Cause is null) { Cause = result.Cause }, ApiJson.Readable.EndpointTestBody);
    }
}
