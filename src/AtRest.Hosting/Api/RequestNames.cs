using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api;

/// <summary>
/// Names the span of a request by the endpoint that was matched (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name), in both servers: in the Functions app it is the span of
/// the function, which would otherwise be the same for all requests that <c>Web</c> takes. Metrics take the same name from the endpoint itself.
/// </summary>
internal sealed class RequestNames(RequestDelegate next)
{
    private const string Route = "http.route";

    public Task InvokeAsync(HttpContext context)
    {
        if (Activity.Current is { } span && context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is not null && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template })
        {
            span.DisplayName = $"{context.Request.Method} {template}";
            span.SetTag(Route, template);
        }

        return next(context);
    }
}
