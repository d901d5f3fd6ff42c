using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api.Health;

/// <summary><c>GET /api/health/…</c>, open to everyone.</summary>
internal static class HealthRoutes
{
    /// <summary>The process answers. Its dependencies are not checked, because a restart would not fix them.</summary>
    public static Task LiveAsync(HttpContext context) => Answers.JsonAsync(context, new HealthBody("live"), ApiJson.Readable.HealthBody);

    /// <summary>The process can do its work.</summary>
    public static async Task ReadyAsync(HttpContext context)
    {
        var checks = await context.RequestServices.GetRequiredService<Readiness>().CheckAsync().WaitAsync(context.RequestAborted);
        if (checks.Any(check => check.Blobs is not null) && !await IsOperatorAsync(context))
        {
            // The names of blobs contain the IDs of organizations.
            checks = [.. checks.Select(check => check with { Blobs = null })];
        }

        if (checks.All(check => check.Ok || check.IsMinor))
        {
            var status = checks.All(check => check.Ok) ? "ready" : "degraded";
            await Answers.JsonAsync(context, new HealthBody(status) { Checks = checks }, ApiJson.Readable.HealthBody);
            return;
        }

        await Answers.ProblemAsync(context, Problem.NotReady(checks));
    }

    /// <summary>A credential is optional here. One that is wrong counts as everywhere.</summary>
    private static async Task<bool> IsOperatorAsync(HttpContext context)
    {
        var services = context.RequestServices;
        try
        {
            return (await services.GetRequiredService<Credentials>().IdentifyAsync(context)).IsOperator;
        }
        catch (CredentialException exception)
        {
            if (!exception.IsAbsent)
            {
                services.GetRequiredService<CallLimits>().OfFailure(services.GetRequiredService<ClientAddresses>().Of(context));
            }

            return false;
        }
    }
}
