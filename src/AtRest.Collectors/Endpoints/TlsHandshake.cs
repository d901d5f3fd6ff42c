using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Endpoints;

/// <summary>One handshake with one version of TLS. It sends no client certificate, and nothing after the handshake.</summary>
internal sealed class TlsHandshake(TlsProbeOptions options, TimeProvider clock)
{
    /// <summary>The alerts that are about the version (https://www.rfc-editor.org/rfc/rfc8446#section-6.2).</summary>
    private const int ProtocolVersion = 70;

    /// <summary>
    /// The cipher suites of TLS 1.0 and 1.1 that servers had in common. Where they are not named, OpenSSL 3 offers none for these versions
    /// (https://docs.openssl.org/3.0/man7/migration_guide/).
    /// </summary>
    private static readonly TlsCipherSuite[] OldSuites =
    [
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
    ];

    /// <summary>Offers one version. A connection that ends without an answer is tried again: only the second time is it a refusal.</summary>
    /// <exception cref="SocketException">There was no connection.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(TlsVersionResult Result, ServerCertificate? Certificate)> OfferAsync(ClusterEndpoint endpoint, IPAddress address, TlsVersion version, CancellationToken cancellationToken) =>
        await TryAsync(endpoint, address, version, cancellationToken)
        ?? await TryAsync(endpoint, address, version, cancellationToken)
        ?? (Of(version, TlsAnswer.Refused, $"Offered {version.Name} alone, it closed the connection twice."), null);

    /// <summary>Null: the server closed the connection without an answer.</summary>
    private async Task<(TlsVersionResult, ServerCertificate?)?> TryAsync(ClusterEndpoint endpoint, IPAddress address, TlsVersion version, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        ServerCertificate? certificate = null;
        Exception failure;
        using var socket = await ConnectAsync(address, endpoint.Port, limit.Token, either.Token);
        var watch = new HandshakeWatch(new NetworkStream(socket));
        try
        {
            await using var tls = new SslStream(watch, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsClientAsync(Authentication(endpoint, version, chain => certificate = CertificateReading.Of(chain, endpoint.Host)), either.Token);
            return (Of(version, TlsAnswer.Accepted), certificate);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is AuthenticationException or IOException or OperationCanceledException or PlatformNotSupportedException)
        {
            failure = exception;
        }

        return watch switch
        {
            { Chosen: { } chosen } when chosen == version.Number => (Of(version, TlsAnswer.Accepted), certificate),
            { Offered: var offered } when offered != version.InHello => (Of(version, TlsAnswer.Unclear, $"The TLS library of the machine that audits cannot offer {version.Name}."), null),
            { Chosen: not null } => (Of(version, TlsAnswer.Unclear, $"Offered {version.Name} alone, it chose another version."), null),
            { Alert: ProtocolVersion } => (Of(version, TlsAnswer.Refused, $"Offered {version.Name} alone, it sent the alert protocol_version."), null),
            { Alert: { } alert } => (Of(version, TlsAnswer.Unclear, string.Create(CultureInfo.InvariantCulture, $"Offered {version.Name} alone, it sent the TLS alert {alert}, which can have another reason than the version.")), null),
            _ when limit.IsCancellationRequested => (Of(version, TlsAnswer.Unclear, $"Offered {version.Name} alone, it did not respond in {options.Timeout.TotalSeconds:0} seconds."), null),
            { HasReceived: false } => null,
            _ => (Of(version, TlsAnswer.Unclear, $"Offered {version.Name} alone, it sent something that is not a TLS handshake ({failure.GetType().Name})."), null),
        };
    }

    private static TlsVersionResult Of(TlsVersion version, TlsAnswer answer, string? detail = null) => new() { Version = version.Name, Answer = answer, Detail = detail };

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken limit, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // To the address that was checked, not to the name: its entry can change between two look-ups.
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return socket;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Authentication(ClusterEndpoint endpoint, TlsVersion version, Action<X509Chain?> seen) => new()
    {
        TargetHost = endpoint.Host,
        EnabledSslProtocols = version.Protocol,
        AllowTlsResume = false,

        // Windows decides about cipher suites itself.
        CipherSuitesPolicy = version.IsOld && !OperatingSystem.IsWindows() && !OperatingSystem.IsAndroid() ? new CipherSuitesPolicy(OldSuites) : null,
        CertificateChainPolicy = ChainPolicy(),

        // The certificate is looked at, not relied on: nothing is sent over this connection.
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            seen(chain);
            return certificate is not null;
        },
    };

    private X509ChainPolicy ChainPolicy()
    {
        // By default, .NET downloads a missing issuer from the address that the certificate names. A hostile endpoint could choose an address in a private network.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (options.Roots is { } roots)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }
}
