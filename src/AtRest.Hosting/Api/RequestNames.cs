using System.Diagnostics;
using AtRest.Hosting.Logs;
using AtRest.Hosting.Portal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api;

/// <summary>
/// Names the span of a request after the matched endpoint (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name), in both servers. In the Functions app it is the span of
/// the function, which would otherwise have the same name for all requests that <c>Web</c> takes. Metrics get the same name from the endpoint itself. Health checks come every few seconds
/// and are not recorded.
/// </summary>
internal sealed class RequestNames(RequestDelegate next)
{
    private const string Route = "http.route";
    private const string Path = "url.path";

    public Task InvokeAsync(HttpContext context)
    {
        if (Activity.Current is { } span && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template } endpoint
            && (endpoint.Metadata.GetMetadata<ApiRoute>() ?? (object?)endpoint.Metadata.GetMetadata<PortalRoute>()) is { } route)
        {
            span.DisplayName = $"{context.Request.Method} {template}";
            span.SetTag(Route, template);
            if (context.Request.Path.Value is { } path && !LogText.IsSafe(path))
            {
                // The path of a calendar has its key in it.
                span.SetTag(Path, LogText.Of(path, LogText.LongestInScope));
            }

            if (route is ApiRoute { Access: RouteAccess.Probes })
            {
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }

        return next(context);
    }
}
