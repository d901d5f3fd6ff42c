using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.RateLimits;

/// <summary>
/// The address of the client. Every client can write <c>X-Forwarded-For</c>; a proxy adds the address that called it at the right end. So only as many entries as there are
/// configured proxies are trusted, from the right, and none without a proxy.
/// </summary>
/// <remarks>
/// In the Functions app the connection is the host's. The host replaces <c>X-Forwarded-For</c> with the address that called it, and the worker uses it as the address of the connection
/// (ForwardedHeadersMiddleware trusts loopback only), so that nothing that a client has written remains.
/// </remarks>
internal sealed class ClientAddresses(ApiSettings settings)
{
    private const string Unknown = "unknown";

    public string Of(HttpContext context) => Group(Forwarded(context) ?? context.Connection.RemoteIpAddress);

    /// <summary>The same for a connection, of which no header is known: behind a proxy, the address of the proxy.</summary>
    public static string Of(IPAddress? address) => Group(address);

    /// <summary>Whether the client's own connection is encrypted, if that can be known.</summary>
    public bool IsHttps(HttpContext context) => context.Request.IsHttps
        || (settings.ProxyHops > 0 && string.Equals(context.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase));

    private IPAddress? Forwarded(HttpContext context)
    {
        if (settings.ProxyHops == 0)
        {
            return null;
        }

        var entries = string.Join(',', context.Request.Headers["X-Forwarded-For"].ToArray()).Split(',', StringSplitOptions.TrimEntries);

        // Azure's front end adds the port; IPEndPoint also reads an address without one.
        return entries.Length >= settings.ProxyHops && IPEndPoint.TryParse(entries[^settings.ProxyHops], out var caller) ? caller.Address : null;
    }

    /// <summary>A client with one IPv6 address usually has a network of 2^64 addresses, so the whole network counts as one.</summary>
    private static string Group(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. plain.GetAddressBytes()[..8], .. new byte[8]])}/64"
            : plain.ToString();
    }
}
