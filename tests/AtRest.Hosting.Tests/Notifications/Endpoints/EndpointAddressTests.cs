using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;
using static AtRest.Hosting.Tests.Notifications.Support.EndpointCalls;

namespace AtRest.Hosting.Tests.Notifications.Endpoints;

/// <summary>Where endpoints that an organization makes can be: their addresses must not lead into the network of the server.</summary>
public sealed class EndpointAddressTests
{
    private const string NotConnected = "AtRest did not connect: the host is unknown, or it has an address that is not on the public internet. Check its name. The operator of this server can allow such addresses.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://hooks.localhost/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://hooks.example.com:0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1:8443/")]
    [InlineData("https://user:password@hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://\u05d0a.example/")]
    [InlineData("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/")]
    [InlineData("/hook")]
    [InlineData("")]
    public async Task Make_UrlThatIsNotPublicHttps_IsRefused(string url)
    {
        await using var server = await ApiServer.StartAsync(Limited());

        var reply = await OrderAsync(server, JsonSerializer.Serialize(new { url }));

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/url");
    }

    /// <summary>The name is public when the endpoint is made, and leads into the network when AtRest connects.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("93.184.215.14,192.168.0.1")]
    public async Task Send_HostWithAPrivateAddress_DoesNotConnect(string addresses)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var server = await ApiServer.StartAsync(Limited(), services => services.AddSingleton(new PublicConnections(new())
        {
            Resolve = (_, _) => Task.FromResult(addresses.Split(',').Select(IPAddress.Parse).ToArray()),
        }));
        var (id, _) = await MakeAsync(server, $$"""{ "url": "https://hooks.example.com:{{((IPEndPoint)listener.LocalEndpoint).Port}}/" }""");

        var result = await TestAsync(server, id);

        result.GetProperty("delivered").GetBoolean().ShouldBeFalse();
        result.GetProperty("cause").GetString().ShouldBe(NotConnected);
        result.GetProperty("cause").GetString()!.ShouldNotContain(addresses.Split(',')[^1]);
        listener.Pending().ShouldBeFalse();
    }

    /// <summary>By default, .NET downloads the certificate of a missing issuer from that URL.</summary>
    [Fact]
    public async Task Send_CertificateNamesAUrlOfItsIssuer_ConnectsToNothingElse()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        using var certificate = WithIssuerAt($"http://{other.LocalEndpoint}/issuer.crt");
        var handshake = HandshakeAsync(receiver, certificate);
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, _) = await MakeAsync(server, $$"""{ "url": "https://{{receiver.LocalEndpoint}}/" }""");

        var result = await TestAsync(server, id);

        await handshake;
        result.GetProperty("delivered").GetBoolean().ShouldBeFalse();
        other.Pending().ShouldBeFalse();
    }

    /// <summary>The same response as for a private address: otherwise, tests of endpoints would list the names in the network of the server.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_HostWithoutAddress_LooksLikeAPrivateOne(bool isUnknown)
    {
        await using var server = await ApiServer.StartAsync(Limited(), services => services.AddSingleton(new PublicConnections(new())
        {
            Resolve = (_, _) => isUnknown ? throw new SocketException((int)SocketError.HostNotFound) : Task.FromResult(Array.Empty<IPAddress>()),
        }));
        var (id, _) = await MakeAsync(server, """{ "url": "https://hooks.example.com/" }""");

        (await TestAsync(server, id)).GetProperty("cause").GetString().ShouldBe(NotConnected);
    }

    /// <summary>A certificate whose issuer has to be downloaded.</summary>
    private static X509Certificate2 WithIssuerAt(string url)
    {
        using var issuerKey = RSA.Create(2048);
        var issuerRequest = new CertificateRequest("CN=issuer", issuerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var issuer = issuerRequest.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [url]));
        using var certificate = request.Create(issuer, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>A client that does not trust the certificate ends the handshake.</summary>
    private static async Task HandshakeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            // Offline: otherwise, the server itself downloads the issuer of its certificate.
            var context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, Cancellation);
            await tls.ReadExactlyAsync(new byte[1], Cancellation);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            // The client has ended the connection.
        }
    }
}
