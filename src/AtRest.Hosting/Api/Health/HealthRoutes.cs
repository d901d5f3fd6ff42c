using AtRest.Hosting.Api.Problems;
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
        if (checks.All(check => check.Ok))
        {
            await Answers.JsonAsync(context, new HealthBody("ready") { Checks = checks }, ApiJson.Readable.HealthBody);
            return;
        }

        await Answers.ProblemAsync(context, Problem.NotReady(checks));
    }
}
