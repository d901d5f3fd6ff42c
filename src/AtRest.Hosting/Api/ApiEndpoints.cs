using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Builder;

namespace AtRest.Hosting.Api;

/// <summary>The HTTP API, the same in both servers.</summary>
public static class ApiEndpoints
{
    /// <summary>
    /// Puts the API's middleware and its routes, all below <c>/api</c>, into the app. Whatever else the app maps is none of its business, but for the headers that every
    /// answer gets, and problem details where nothing is mapped.
    /// </summary>
    public static WebApplication UseAtRestApi(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<BodyLimit>();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<InputCheck>();
        ApiRoutes.Map(app);
        return app;
    }
}
