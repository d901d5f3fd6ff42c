using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>
/// Stands before the callback of <see cref="ProviderSignIn"/>, which is not an endpoint: ASP.NET Core answers it before the gate of the pages. Everyone can call it, and with a made-up code it sends a request to
/// the identity provider. So calls are counted, and only a link to the one address is a callback: ASP.NET Core would also accept forms of any length, and the address in another case.
/// </summary>
internal sealed class ProviderCallback(RequestDelegate next, PortalSettings settings, CallLimits limits, ClientAddresses addresses)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (settings.ClientId is null || !string.Equals(context.Request.Path.Value, PortalPaths.SignInCallback, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (context.Request.Path.Value != PortalPaths.SignInCallback)
        {
            return Answers.ProblemAsync(context, Problem.NotFound);
        }

        if (limits.OfAddress(addresses.Of(context)) is { } wait)
        {
            return Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            return Answers.ProblemAsync(context, Problem.OfStatus(StatusCodes.Status405MethodNotAllowed));
        }

        return next(context);
    }
}
