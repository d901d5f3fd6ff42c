using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>
/// Finds the function for a request as the host does, with ASP.NET's own templates: the most specific template wins, and a trigger whose methods do not include the request's is passed over.
/// </summary>
internal sealed class HttpRoutes
{
    private readonly IReadOnlyList<(LoadedFunction Function, TemplateMatcher Matcher)> routes;

    public HttpRoutes(IEnumerable<LoadedFunction> functions, string prefix) => routes =
    [
        .. from function in functions
           where function.IsHttp
           let template = TemplateParser.Parse(string.Join('/', new[] { prefix, function.Route }.Where(part => part.Length > 0)))
           orderby RoutePrecedence.ComputeInbound(template)
           select (function, new TemplateMatcher(template, [])),
    ];

    /// <summary>The prefix of all routes, which is <c>api</c> if <c>host.json</c> does not say otherwise.</summary>
    public static string PrefixOf(string hostFile)
    {
        using var host = JsonDocument.Parse(File.ReadAllText(hostFile));
        return host.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http) && http.TryGetProperty("routePrefix", out var prefix)
            ? prefix.GetString()!
            : "api";
    }

    /// <summary>The function and the values of its route; null if there is none.</summary>
    public (LoadedFunction Function, RouteValueDictionary Values)? Match(string method, string path)
    {
        foreach (var (function, matcher) in routes)
        {
            var values = new RouteValueDictionary();
            if ((function.Methods.Count == 0 || function.Methods.Contains(method)) && matcher.TryMatch(Uri.UnescapeDataString(path), values))
            {
                return (function, values);
            }
        }

        return null;
    }
}
