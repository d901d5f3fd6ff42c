using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api;

/// <summary>The pipeline as the whole of a web server.</summary>
public static class ApiPipelineExtensions
{
    // Without it WebApplication puts an authentication of its own in front of the pipeline, which looks for a credential before it is known whether the route needs one.
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
