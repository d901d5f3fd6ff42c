using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.RateLimits;

/// <summary>
/// Where a call comes from. Any caller can write <c>X-Forwarded-For</c>; a proxy adds to its right end the address that called it. So exactly as many entries as there are
/// proxies of ours are believed, from the right, and none without a proxy.
/// </summary>
/// <remarks>
/// In the Functions app the connection is the host's. The host replaces <c>X-Forwarded-For</c> with the address that called it, and the worker takes that for the address of the connection
/// (ForwardedHeadersMiddleware, which believes loopback alone), so that nothing that a caller has written is left.
/// </remarks>
internal sealed class ClientAddresses(ApiSettings settings)
{
    private const string Unknown = "unknown";

    public string Of(HttpContext context) => Group(Forwarded(context) ?? context.Connection.RemoteIpAddress);

    /// <summary>Whether the caller's own connection is encrypted, as far as it can be known.</summary>
    public bool IsHttps(HttpContext context) => context.Request.IsHttps
        || (settings.ProxyHops > 0 && string.Equals(context.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase));

    private IPAddress? Forwarded(HttpContext context)
    {
        if (settings.ProxyHops == 0)
        {
            return null;
        }

        var entries = string.Join(',', context.Request.Headers["X-Forwarded-For"].ToArray()).Split(',', StringSplitOptions.TrimEntries);

        // Azure's front end writes the port too; IPEndPoint reads an address without one as well.
        return entries.Length >= settings.ProxyHops && IPEndPoint.TryParse(entries[^settings.ProxyHops], out var caller) ? caller.Address : null;
    }

    /// <summary>Whoever has one address of version 6 has the whole network of 2^64 of them.</summary>
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
