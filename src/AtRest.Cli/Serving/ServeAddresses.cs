using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace AtRest.Cli.Serving;

/// <summary>The addresses that the server listens on: <c>--urls</c>, or ASP.NET Core's own variables (which container images set), or loopback.</summary>
internal static class ServeAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    /// <exception cref="InvalidInputException">One is not a valid address.</exception>
    public static ImmutableArray<string> Read(ServeOptions options, IConfiguration configuration)
    {
        var text = options.Urls ?? configuration["ASPNETCORE_URLS"];
        ImmutableArray<string> addresses = text is null ? [.. OfPorts(configuration)] : [.. Split(text)];
        addresses = addresses.IsEmpty ? [Default] : addresses;
        var faults = addresses.SelectMany(FaultsOf).ToList();
        return faults.Count == 0 ? addresses : throw new InvalidInputException(faults);
    }

    /// <summary>A sentence for each of these addresses that is not valid.</summary>
    public static IEnumerable<string> FaultsOf(string text) => Split(text)
        .Where(address => !IsAddress(address))
        .Select(address => $"'{address}' is not a valid address to listen on. An address has a scheme, a host and a port, such as {Default}, or http://*:8080 for all networks.");

    /// <summary>The addresses that others on the network can reach without encryption.</summary>
    public static ImmutableArray<string> Exposed(IEnumerable<string> addresses) =>
        [.. addresses.Where(address => BindingAddress.Parse(address) is { Scheme: "http" } parsed && !IsLoopback(parsed.Host))];

    private static IEnumerable<string> OfPorts(IConfiguration configuration) =>
        Ports(configuration["ASPNETCORE_HTTP_PORTS"]).Select(port => $"http://*:{port}").Concat(Ports(configuration["ASPNETCORE_HTTPS_PORTS"]).Select(port => $"https://*:{port}"));

    private static string[] Ports(string? text) => text is null ? [] : Split(text);

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
