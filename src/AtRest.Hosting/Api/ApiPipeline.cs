using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Portal;
using AtRest.Hosting.Portal.Sessions;
using AtRest.Hosting.Serving.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api;

/// <summary>
/// The pipeline of every HTTP request, from the first middleware to a final 404. <c>atrest serve</c> runs it under Kestrel; in the Functions app, the HTTP functions pass their requests to it.
/// It is built on the first request, so that a process that only handles queue messages does not pay for it.
/// </summary>
public sealed class ApiPipeline
{
    private readonly Lazy<Built> built;

    /// <param name="services">The services of the app, from which the middleware is made once.</param>
    public ApiPipeline(IServiceProvider services) => built = new(() => Build(services));

    /// <summary>All endpoints.</summary>
    public IReadOnlyList<Endpoint> Endpoints => built.Value.Endpoints;

    /// <summary>
    /// Answers a request. Errors are answered with problem details. An exception is thrown only if the response has already begun: the caller of this method must then abort the
    /// connection, so that the client sees that the response is incomplete.
    /// </summary>
    public Task HandleAsync(HttpContext context) => built.Value.Handle(context);

    /// <summary>Answers a waiting client that the server is stopping, unless the response has begun or is complete.</summary>
    public static async Task AnswerStoppingAsync(HttpContext context)
    {
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK, ContentType: null, ContentLength: null })
        {
            context.Response.Headers.RetryAfter = "10";
            await Answers.ProblemAsync(context, Problem.Unavailable("The server is stopping. Try again in a few seconds."));
        }
    }

    /// <summary>
    /// Methods are case-sensitive (https://www.rfc-editor.org/rfc/rfc9110#section-9.1). Routing ignores the case, but Kestrel does not: it would expect a body in the response to <c>head</c>.
    /// </summary>
    private static Task RefuseMethodsInAnotherCaseAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.GetCanonicalizedValue(context.Request.Method) is var method && method == context.Request.Method
            ? next(context)
            : Answers.ProblemAsync(context, Problem.BadRequest($"Methods are case-sensitive. Send '{method}'."));

    private static Built Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<AccessTrail>();
        app.UseMiddleware<ProblemPages>();
        app.UseMiddleware<ProblemMiddleware>();
        app.Use(RefuseMethodsInAnotherCaseAsync);
        app.UseRouting();
        app.UseMiddleware<ExactPaths>();
        app.UseMiddleware<RequestNames>();
        app.UseMiddleware<SparePlaceRequests>();
        app.UseMiddleware<BodyLimit>();
        app.UseMiddleware<ProviderCallback>();
        app.UseAuthentication();
        app.UseMiddleware<AccessControl>();
        app.UseMiddleware<InputCheck>();
        app.UseMiddleware<PortalGate>();
        List<Endpoint> endpoints = [];
        app.UseEndpoints(routes =>
        {
            ApiRoutes.Map(routes);
            PortalRoutes.Map(routes);
            endpoints.AddRange(routes.DataSources.SelectMany(source => source.Endpoints));
        });
        app.Run(context => Answers.ProblemAsync(context, Problem.NotFound));
        return new Built(app.Build(), endpoints);
    }

    private sealed record Built(RequestDelegate Handle, IReadOnlyList<Endpoint> Endpoints);
}
