using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AtRest.Collectors.Endpoints;
using AtRest.Hosting.Notifications.Endpoints;

namespace AtRest.Hosting.Notifications.Sending;

/// <summary>
/// Connects to the endpoints that people made. An endpoint, or its DNS entry, must not make AtRest send to services in the network that it runs in. So the addresses are checked when the connection is made, and
/// no name is resolved a second time.
/// </summary>
internal sealed class PublicConnections(EndpointSettings settings)
{
    /// <summary>Resolves a host name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>By default, .NET downloads a missing issuer from the address that the endpoint's certificate names, which is not checked.</summary>
    public static SslClientAuthenticationOptions Tls => new()
    {
        CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
    };

    /// <summary>A proxy would resolve the names itself.</summary>
    public bool MayUseProxy => settings.AllowPrivateAddresses;

    /// <exception cref="PrivateAddressException">The host has an address that is not public. One is enough: it would decide which of them is used. Or it has none: the response must not show which names exist in the network.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellationToken);
        if (!settings.AllowPrivateAddresses && !addresses.All(PublicAddresses.Contain))
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Resolve(host, cancellationToken) is { Length: > 0 } addresses ? addresses : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (SocketException) when (!settings.AllowPrivateAddresses)
        {
            throw new PrivateAddressException();
        }
    }
}

/// <summary>A host is unknown, or it has an address that is not on the public internet. The message says neither which, nor the address.</summary>
internal sealed class PrivateAddressException() : IOException(
    "AtRest did not connect: the host is unknown, or it has an address that is not on the public internet. Check its name. The operator of this server can allow such addresses.");
