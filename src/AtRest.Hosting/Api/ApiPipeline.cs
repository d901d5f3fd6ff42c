using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api;

/// <summary>
/// The way of every HTTP request, from its first middleware to a final 404. <c>atrest serve</c> runs it under Kestrel; in the Functions app the HTTP functions hand their requests to it.
/// It is built with the first request, so that a process that is started for a queue's message does not pay for it.
/// </summary>
public sealed class ApiPipeline
{
    private readonly Lazy<Built> built;

    /// <param name="services">The app's: the middleware is made from them, once.</param>
    public ApiPipeline(IServiceProvider services) => built = new(() => Build(services));

    /// <summary>All endpoints.</summary>
    public IReadOnlyList<Endpoint> Endpoints => built.Value.Endpoints;

    /// <summary>
    /// Answers a request. What goes wrong is answered with problem details. An exception leaves only when the answer has already begun: then the connection has to be aborted, so that
    /// the caller sees that the answer is not whole.
    /// </summary>
    public Task HandleAsync(HttpContext context) => built.Value.Handle(context);

    /// <summary>Says that the server stops to a caller who still waits, unless the answer has begun or is whole.</summary>
    public static async Task TellStoppedAsync(HttpContext context)
    {
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK, ContentType: null, ContentLength: null })
        {
            context.Response.Headers.RetryAfter = "10";
            await Answers.ProblemAsync(context, Problem.Unavailable("The server is being stopped. Try again."));
        }
    }

    private static Built Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RequestNames>();
        app.UseMiddleware<BodyLimit>();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<InputCheck>();
        List<Endpoint> endpoints = [];
        app.UseEndpoints(routes =>
        {
            ApiRoutes.Map(routes);
            endpoints.AddRange(routes.DataSources.SelectMany(source => source.Endpoints));
        });
        app.Run(context => Answers.ProblemAsync(context, Problem.NotFound));
        return new Built(app.Build(), endpoints);
    }

    private sealed record Built(RequestDelegate Handle, IReadOnlyList<Endpoint> Endpoints);
}
