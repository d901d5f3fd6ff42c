using System.Net;
using AtRest.Hosting.Api.RateLimits;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>
/// Reads and writes the session's cookie. Its name has the prefix <c>__Host-</c>, which browsers accept only over https, for this host alone
/// (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes). There is one exception: a person who tries the server on their own machine over http.
/// </summary>
internal sealed class SessionCookies(ClientAddresses addresses, HostSettings settings) : ICookieManager
{
    /// <summary>The name of the cookie.</summary>
    public const string Name = "__Host-atrest";

    /// <summary>The name on this machine over http, where browsers refuse the other one.</summary>
    public const string LoopbackName = "atrest";

    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        // A sign-in never continues a session that the browser already has: somebody else may have put its cookie there.
        context.Request.Path.StartsWithSegments(PortalPaths.SignIn, StringComparison.Ordinal) ? null : cookies.GetRequestCookie(context, NameIn(context));

    /// <summary>The cookie that the browser sent, also with a sign-in.</summary>
    public string? SentBy(HttpContext context) => cookies.GetRequestCookie(context, NameIn(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        options.Secure = !IsLoopback(context);
        cookies.AppendResponseCookie(context, NameIn(context), value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Secure = !IsLoopback(context);
        cookies.DeleteCookie(context, NameIn(context), options);
    }

    /// <summary>Whether a browser would keep and send the cookie.</summary>
    public bool CanSignIn(HttpContext context) => settings.IsFunctionsWorker || addresses.IsHttps(context) || IsLoopback(context);

    /// <summary>The browser runs on this machine and uses http. A proxy on this machine adds at least one of its headers, or keeps the public name in the header Host.</summary>
    public bool IsLoopback(HttpContext context) =>
        !settings.IsFunctionsWorker
        && !addresses.IsHttps(context)
        && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.Keys.Any(IsOfProxy)
        && (context.Request.Host.Host == "localhost" || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));

    /// <summary>The headers that only proxies add. Many proxies add only those that their configuration names.</summary>
    private static bool IsOfProxy(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || header.Equals("Via", StringComparison.OrdinalIgnoreCase) || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);

    private string NameIn(HttpContext context) => IsLoopback(context) ? LoopbackName : Name;
}
