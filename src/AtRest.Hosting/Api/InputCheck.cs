using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtRest.Hosting.Api;

/// <summary>
/// Refuses query parameters and body members that a route does not define, on every route in the same way. A misspelt name is never ignored.
/// It runs after <see cref="Authentication.AccessControl"/>, so that callers without a credential learn nothing from it.
/// </summary>
internal sealed class InputCheck(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // The webhook has its own key, which its endpoint checks before anything else.
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is { Access: not RouteAccess.Webhook }
            && (UnknownParameter(context) ?? await UnknownMemberAsync(context)) is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
            return;
        }

        await next(context);
    }

    /// <summary>The problem for the first query parameter that the route does not define; null if there is none.</summary>
    public static Problem? UnknownParameter(HttpContext context)
    {
        // Names are compared exactly, like the members of a body. The collection itself ignores case: it takes "LIMIT" for "limit".
        var known = InputOf(context).Query;
        var unknown = context.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? null : Problem.UnknownParameter(unknown, known);
    }

    private static async Task<Problem?> UnknownMemberAsync(HttpContext context) =>
        InputOf(context).ReadsBody || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false
            ? null
            : await JsonBody.ReadAsync(context.Request, JsonBody.NoMembers, context.RequestAborted);

    private static RouteInput InputOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteInput>() ?? RouteInput.Nothing;
}
