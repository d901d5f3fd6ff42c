using System.Net;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>Applies <see cref="ServingSettings"/> to the web server (https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/options).</summary>
internal sealed class KestrelLimits(HostSettings host, Refusals refusals, TimeProvider time) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>The largest body of a route (<see cref="ApiRoute.MaxBodyBytes"/>). Routes have lower limits.</summary>
    private const long MaxBodyBytes = 1024 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConnectionGate gate = new(host.Serving.MaxConnections, host.Serving.MaxConnectionsPerAddress, refusals.RecordConnection);

    private readonly SlowReaders readers = new(host.Serving.MinBytesPerSecond, time);

    public void Configure(KestrelServerOptions options)
    {
        var (settings, limits) = (host.Serving, options.Limits);
        limits.RequestHeadersTimeout = settings.HeadersTime;
        limits.KeepAliveTimeout = settings.IdleTime;
        limits.MaxRequestHeaderCount = settings.MaxHeaders;
        limits.MaxRequestHeadersTotalSize = settings.MaxHeadersBytes;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MinRequestBodyDataRate = new MinDataRate(settings.MinBytesPerSecond, Grace);
        limits.MinResponseDataRate = new MinDataRate(settings.MinBytesPerSecond, Grace);

        // Before TLS, so that a refused connection costs no handshake.
        options.ConfigureEndpointDefaults(endpoint =>
        {
            // A connection of HTTP/2 has a hundred requests at once, each with its own flow control, so the limits of connections would not limit anything.
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(serveAsync => connection => PassAsync(connection, serveAsync));
        });
    }

    private Task PassAsync(ConnectionContext connection, ConnectionDelegate serveAsync)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;

        // Behind a proxy, all callers have its address. A proxy on the same machine has a loopback address.
        var isLimited = address is not null && !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) && host.Api.ProxyHops == 0;
        return gate.PassAsync(connection, ClientAddresses.Of(address), isLimited, served => readers.ServeAsync(served, serveAsync));
    }
}
