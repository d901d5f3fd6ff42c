using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AtRest.Hosting.Api;

/// <summary>
/// Every address has one form. Routing ignores the case of a path and a slash at its end; here, such a path is unknown, as any other one that the API does not describe
/// (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.3">RFC 9110</see>: all but the scheme and the host is case-sensitive).
/// </summary>
internal sealed class ExactPaths(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && !IsExact(context.Request.Path.Value ?? "", endpoint))
        {
            context.SetEndpoint(null);
        }

        return next(context);
    }

    private static bool IsExact(string path, Endpoint endpoint)
    {
        if (path.EndsWith('/'))
        {
            // The portal's first page.
            return path == "/" && endpoint is RouteEndpoint { RoutePattern.PathSegments.Count: 0 };
        }

        if (endpoint is not RouteEndpoint { RoutePattern: var pattern })
        {
            return true;
        }

        var segments = path.TrimStart('/').Split('/');
        return pattern.PathSegments.Select((segment, index) => segment.Parts is not [RoutePatternLiteralPart literal] || literal.Content == segments[index]).All(isExact => isExact);
    }
}
