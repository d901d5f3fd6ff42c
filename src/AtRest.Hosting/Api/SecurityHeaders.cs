using AtRest.Hosting.Api.RateLimits;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api;

/// <summary>Tells browsers to only show or save a response, and caches to store nothing unless a route says otherwise.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, ClientAddresses addresses)
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The page itself narrows this to the hash of its style sheet, which differs between versions of AtRest.
    private const string Page = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var https = addresses.IsHttps(context);
        context.Response.OnStarting(() =>
        {
            Apply(context.Response, https);
            return Task.CompletedTask;
        });
        return next(context);
    }

    public static void Apply(HttpResponse response, bool https)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? Page : Nothing;
        }

        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        if (https)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
