using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api;

/// <summary>Uses the pipeline as a whole web server.</summary>
public static class ApiPipelineExtensions
{
    // Otherwise WebApplication adds its own authentication before the pipeline, which looks for a credential before the route is known.
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    /// <summary>Answers every request of the server with the <see cref="ApiPipeline"/>.</summary>
    public static WebApplication UseAtRestApi(this WebApplication app)
    {
        IApplicationBuilder builder = app;
        builder.Properties[AuthenticationIsSet] = true;
        builder.Run(app.Services.GetRequiredService<ApiPipeline>().HandleAsync);
        return app;
    }
}
