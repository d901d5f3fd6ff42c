using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace AtRest.Cli.Serving;

/// <summary>Where the server listens: <c>--urls</c>, or what ASP.NET Core's own variables say (which container images set), or loopback.</summary>
internal static class ServeAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    /// <exception cref="InvalidInputException">One is no address to listen on.</exception>
    public static ImmutableArray<string> Read(ServeOptions options, IConfiguration configuration)
    {
        var text = options.Urls ?? configuration["ASPNETCORE_URLS"];
        ImmutableArray<string> addresses = text is null ? [.. OfPorts(configuration)] : [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        addresses = addresses.IsEmpty ? [Default] : addresses;
        var wrong = addresses.Where(address => !IsAddress(address)).ToList();
        return wrong.Count == 0
            ? addresses
            : throw new InvalidInputException([.. wrong.Select(address => $"'{address}' is no address to listen on. It has a scheme, a host and a port, such as {Default}, or http://*:8080 for every network.")]);
    }

    /// <summary>Addresses that others on the network reach, without encryption.</summary>
    public static ImmutableArray<string> Exposed(IEnumerable<string> addresses) =>
        [.. addresses.Where(address => BindingAddress.Parse(address) is { Scheme: "http" } parsed && !IsLoopback(parsed.Host))];

    private static IEnumerable<string> OfPorts(IConfiguration configuration) =>
        Ports(configuration["ASPNETCORE_HTTP_PORTS"]).Select(port => $"http://*:{port}").Concat(Ports(configuration["ASPNETCORE_HTTPS_PORTS"]).Select(port => $"https://*:{port}"));

    private static string[] Ports(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", PathBase: "" or "/", IsUnixPipe: false, Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
