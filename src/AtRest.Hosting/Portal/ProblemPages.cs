using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal;

/// <summary>Answers browsers outside of the API with pages where other clients get problem details: for an address that does not exist, a refusal, or an outage.</summary>
internal sealed class ProblemPages(RequestDelegate next) : IProblemPage
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOfPortal(context.Request))
        {
            context.Features.Set<IProblemPage>(this);
        }

        return next(context);
    }

    /// <summary>A browser that opens a page. Paths of the API are never pages.</summary>
    public static bool IsOfPortal(HttpRequest request) =>
        !request.Path.StartsWithSegments($"/{ApiPaths.Prefix}", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/.well-known", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.Any(value => value?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    public Task WriteAsync(HttpContext context, Problem problem) => PortalPage.SendAsync(context, new PageFrame(TitleOf(problem.Status)) { Status = problem.Status }, html => html.Write($"""
        <p>{(problem.Status == StatusCodes.Status404NotFound ? Words.Of("problem.notFound") : problem.Detail)}</p>
        <p><a href="{PortalPaths.Home}">{Words.Of("problem.home")}</a></p>
        <p class="note">{Words.Of("problem.trace", problem.Status)} <code>{Answers.TraceIdOf(context)}</code></p>

        """));

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status403Forbidden => Words.Of("problem.title.refused"),
        StatusCodes.Status404NotFound => Words.Of("problem.title.notFound"),
        StatusCodes.Status413PayloadTooLarge => Words.Of("problem.title.tooLarge"),
        StatusCodes.Status429TooManyRequests => Words.Of("problem.title.tooMany"),
        StatusCodes.Status503ServiceUnavailable => Words.Of("problem.title.unavailable"),
        _ => Words.Of("problem.title.other"),
    };
}
