using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Notifications.Endpoints;

/// <summary>Administrators and operators make, test and revoke the endpoints of an organization without a restart.</summary>
public sealed class EndpointTests
{
    private const string Path = "/api/organizations/acme/notifications";
    private const string NotConnected = "AtRest did not connect: the host is unknown, or it has an address that is not on the public internet. Check its name. The operator of this server can allow such addresses.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoint_OfAnAdministrator_GetsSignedNotificationsUntilItIsRevoked()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, secret) = await MakeAsync(server, $$"""{ "name": "alerts", "url": "{{receiver.Url}}" }""");

        await NotifyAsync(server);

        var received = receiver.Arrived.ShouldHaveSingleItem();
        received.Id.ShouldBe($"msg_0a1f6c523d0e8b7a9c11000000000001_{id}");
        StandardWebhook.IsGood(received, secret!, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        var listed = (await server.GetAsync(Path, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0];
        listed.GetProperty("name").GetString().ShouldBe("alerts");
        listed.GetProperty("host").GetString().ShouldBe("127.0.0.1");
        listed.GetProperty("events").EnumerateArray().Select(word => word.GetString()).ShouldBe(["keyChange", "changes"]);
        listed.TryGetProperty("lastAttemptAt", out _).ShouldBeTrue();
        listed.TryGetProperty("lastFailure", out _).ShouldBeFalse();

        ((int)(await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}", Fleet.AcmeKey)).Status).ShouldBe(204);
        await NotifyAsync(server);

        receiver.Arrived.Count.ShouldBe(1);
        (await server.GetAsync(Path, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0].GetProperty("state").GetString().ShouldBe("revoked");
    }

    /// <summary>The message was in the queue already.</summary>
    [Fact]
    public async Task Revoked_BeforeTheAttempt_IsNotSent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, _) = await MakeAsync(server, $$"""{ "url": "{{receiver.Url}}" }""");
        await QueueAsync(server);
        await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}", Fleet.AcmeKey);

        await WorkAsync(server);

        receiver.Arrived.ShouldBeEmpty();
        server.Log.Text.ShouldContain("The endpoint was revoked.");
    }

    /// <summary>Another worker on the same storage sends with what this one stored.</summary>
    [Fact]
    public async Task Endpoint_OnAnotherWorker_IsUsedAtOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var one = await ApiServer.StartAsync(Fleet.Settings());
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = one.Data;
        await using var other = await ApiServer.StartAsync(settings);
        var (_, secret) = await MakeAsync(one, $$"""{ "url": "{{receiver.Url}}" }""");

        await NotifyAsync(other);

        StandardWebhook.IsGood(receiver.Arrived.ShouldHaveSingleItem(), secret!, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("webhook", "\"type\":\"endpoint.test\"")]
    [InlineData("mail", "\"type\":\"endpoint.test\"")]
    [InlineData("slack", "Test message of AtRest")]
    [InlineData("teams", "AdaptiveCard")]
    [InlineData("ocsf", "[]")]
    [InlineData("asff", "{\"Findings\":[]}")]
    public async Task Test_OfEachFormat_SendsAMessageOfItsForm(string format, string expected)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var more = format switch
        {
            "ocsf" => """, "token": "t0ken" """,
            "asff" => """, "token": "t0ken", "tokenHeader": "X-Api-Key", "awsAccountId": "111122223333", "awsRegion": "eu-central-1" """,
            _ => "",
        };
        var (id, secret) = await MakeAsync(server, $$"""{ "format": "{{format}}", "url": "{{receiver.Url}}"{{more}} }""");

        var result = await TestAsync(server, id);

        result.GetProperty("delivered").GetBoolean().ShouldBeTrue();
        var received = receiver.Arrived.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(received.Body).ShouldContain(expected);
        (secret is not null).ShouldBe(format is "webhook" or "mail");
        received.Headers.GetValueOrDefault("Authorization").ShouldBe(format == "ocsf" ? "Bearer t0ken" : null);
        received.Headers.GetValueOrDefault("X-Api-Key").ShouldBe(format == "asff" ? "t0ken" : null);
        received.Headers.ContainsKey("webhook-signature").ShouldBe(secret is not null);
    }

    [Fact]
    public async Task Test_ReceiverRefuses_SaysWhyAndTheListToo()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Then(HttpStatusCode.NotFound);
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, _) = await MakeAsync(server, $$"""{ "url": "{{receiver.Url}}" }""");

        var result = await TestAsync(server, id);

        result.GetProperty("delivered").GetBoolean().ShouldBeFalse();
        result.GetProperty("cause").GetString().ShouldBe("The receiver returned 404.");
        (await server.GetAsync(Path, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0].GetProperty("lastFailure").GetString().ShouldBe("The receiver returned 404.");
    }

    [Fact]
    public async Task Test_MoreOftenThanAudits_IsRefused()
    {
        var settings = Fleet.Settings();
        settings["AtRest:RateLimits:Audits"] = "1";
        await using var server = await ApiServer.StartAsync(settings);
        var (id, _) = await MakeAsync(server, Fleet.Endpoint);

        await TestAsync(server, id);

        (await server.SendAsync(HttpMethod.Post, $"{Path}/{id}/test", Fleet.AcmeKey)).ShouldBeProblem(429);
    }

    /// <summary>Addresses that a person gives must not lead into the network of the server.</summary>
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

    [Theory]
    [InlineData("""{ "url": 1 }""", "/url")]
    [InlineData("{}", "/url")]
    [InlineData("""{ "url": "https://a.example", "name": "" }""", "/name")]
    [InlineData("""{ "url": "https://a.example", "name": "a\u0007b" }""", "/name")]
    [InlineData("""{ "url": "https://a.example", "format": "nonsense" }""", "/format")]
    [InlineData("""{ "url": "https://a.example", "format": "Slack" }""", "/format")]
    [InlineData("""{ "url": "https://a.example", "events": [] }""", "/events")]
    [InlineData("""{ "url": "https://a.example", "events": ["all", "nonsense"] }""", "/events")]
    [InlineData("""{ "url": "https://a.example", "events": "all" }""", "/events")]
    [InlineData("""{ "url": "https://a.example", "events": [1] }""", "/events")]
    [InlineData("""{ "url": "https://a.example", "token": "t" }""", "/token")]
    [InlineData("""{ "url": "https://a.example", "tokenHeader": "X-Api-Key" }""", "/tokenHeader")]
    [InlineData("""{ "url": "https://a.example", "awsRegion": "eu-central-1" }""", "/awsRegion")]
    [InlineData("""{ "url": "https://a.example", "format": "ocsf" }""", "/token")]
    [InlineData("""{ "url": "https://a.example", "format": "ocsf", "token": "a\nb" }""", "/token")]
    [InlineData("""{ "url": "https://a.example", "format": "ocsf", "token": "t", "tokenHeader": "Host" }""", "/tokenHeader")]
    [InlineData("""{ "url": "https://a.example", "format": "ocsf", "token": "t", "awsAccountId": "111122223333" }""", "/awsAccountId")]
    [InlineData("""{ "url": "https://a.example", "format": "asff", "token": "t", "awsRegion": "eu-central-1" }""", "/awsAccountId")]
    [InlineData("""{ "url": "https://a.example", "format": "asff", "token": "t", "awsAccountId": "1", "awsRegion": "eu-central-1" }""", "/awsAccountId")]
    [InlineData("""{ "url": "https://a.example", "format": "asff", "token": "t", "awsAccountId": "111122223333", "awsRegion": "here" }""", "/awsRegion")]
    public async Task Make_WrongBody_IsRefusedWithItsPlace(string body, string place)
    {
        await using var server = await ApiServer.StartAsync(Limited());

        var reply = await OrderAsync(server, body);

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(place);
        (await server.GetAsync(Path, Fleet.AcmeKey)).Json.GetProperty("endpoints").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Also if many are requested at once; and a revoked endpoint makes place for another.</summary>
    [Fact]
    public async Task Make_AboveTheLimit_IsRefused()
    {
        var settings = Fleet.Settings();
        settings["AtRest:NotificationEndpoints:MostPerOrganization"] = "2";
        await using var server = await ApiServer.StartAsync(settings);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OrderAsync(server, Fleet.Endpoint)));

        replies.Count(reply => (int)reply.Status == 201).ShouldBe(2);
        replies.Where(reply => (int)reply.Status != 201).ShouldAllBe(reply => (int)reply.Status == 409 && reply.Body.Contains("too-many-endpoints"));
        var id = replies.First(reply => (int)reply.Status == 201).Json.GetProperty("endpoint").GetProperty("id").GetString();
        await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}", Fleet.AcmeKey);
        ((int)(await OrderAsync(server, Fleet.Endpoint)).Status).ShouldBe(201);
    }

    [Fact]
    public async Task Make_TheSameRequestAgain_MakesNoSecondEndpointAndShowsNoSecret()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var first = await OrderAsync(server, Fleet.Endpoint, "one");
        var again = await OrderAsync(server, Fleet.Endpoint, "one");

        again.ShouldBeProblem(409);
        again.Body.ShouldContain(first.Json.GetProperty("endpoint").GetProperty("id").GetString()!);
        again.Body.ShouldNotContain("whsec_");
    }

    /// <summary>A member cannot, and an operator can forbid it to administrators.</summary>
    [Fact]
    public async Task Rights_Always_AreThoseForKeys()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Keys:SelfService"] = "false";
        await using var server = await ApiServer.StartAsync(settings);

        (await OrderAsync(server, Fleet.Endpoint, key: Fleet.AcmeMemberKey)).Body.ShouldContain("not-administrator");
        (await OrderAsync(server, Fleet.Endpoint)).Body.ShouldContain("no-self-service");
        ((int)(await OrderAsync(server, Fleet.Endpoint, key: Fleet.OperatorKey)).Status).ShouldBe(201);
    }

    /// <summary>Neither the storage, the log, the list nor the trail has the URL, the secret or the token.</summary>
    [Fact]
    public async Task Secrets_Always_AreStoredEncryptedAndShownOnce()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (_, secret) = await MakeAsync(server, """{ "name": "of a program", "url": "https://127.0.0.1:1/path-of-the-hook" }""");
        var (id, _) = await MakeAsync(server, """{ "url": "https://127.0.0.1:1/", "format": "ocsf", "token": "token-of-the-siem" }""");
        await TestAsync(server, id);
        var shown = (await server.GetAsync(Path, Fleet.AcmeKey)).Body + (await server.GetAsync("/api/organizations/acme/trail", Fleet.AcmeKey)).Body;

        var stored = string.Concat(await Task.WhenAll(Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).Select(path => File.ReadAllTextAsync(path, Cancellation))));
        foreach (var text in new[] { secret!, "path-of-the-hook", "token-of-the-siem" })
        {
            stored.ShouldNotContain(text);
            server.Log.Text.ShouldNotContain(text);
            shown.ShouldNotContain(text);
        }

        stored.ShouldContain("of a program");
        shown.ShouldContain("endpointMade");
        shown.ShouldContain("endpointTested");
    }

    /// <summary>The keys of Data Protection were deleted from the storage.</summary>
    [Fact]
    public async Task Test_EncryptionKeyIsGone_SaysWhatToDo()
    {
        await using var one = await ApiServer.StartAsync(Fleet.Settings());
        var (id, _) = await MakeAsync(one, Fleet.Endpoint);
        Directory.Delete(System.IO.Path.Combine(one.Data, "blobs", "portal"), recursive: true);
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = one.Data;
        await using var other = await ApiServer.StartAsync(settings);

        (await TestAsync(other, id)).GetProperty("cause").GetString()!.ShouldContain("Revoke the endpoint and make another one");
    }

    /// <summary>A damaged list does not keep a report from being completed.</summary>
    [Fact]
    public async Task Notify_EndpointsAreDamaged_GoesOnWithoutThem()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await MakeAsync(server, Fleet.Endpoint);
        var file = Directory.EnumerateFiles(server.Data, "acme.json.blob", SearchOption.AllDirectories).Single(path => path.Contains("endpoints"));
        await File.WriteAllTextAsync(file, "{", Cancellation);

        await QueueAsync(server);

        (await server.Services.GetRequiredService<IWorkQueues>().Open(NotificationMessage.Queue).CountAsync(Cancellation)).ShouldBe(0);
        server.Log.Text.ShouldContain("notifications/endpoints/acme.json");
    }

    /// <summary>Two endpoints of one format get the same findings, each from its own stored body.</summary>
    [Fact]
    public async Task Notify_TwoEndpointsForFindings_BothGetThem()
    {
        await using var first = await Receiver.StartAsync();
        await using var second = await Receiver.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        foreach (var url in new[] { first.Url, second.Url })
        {
            await MakeAsync(server, $$"""{ "url": "{{url}}", "format": "ocsf", "token": "t" }""");
        }

        await NotifyAsync(server);

        first.Arrived.Count.ShouldBe(second.Arrived.Count);
        first.Arrived.Select(received => Encoding.UTF8.GetString(received.Body)).ShouldBe(second.Arrived.Select(received => Encoding.UTF8.GetString(received.Body)));
    }

    /// <summary>The settings of a server that allows no private addresses.</summary>
    private static Dictionary<string, string?> Limited()
    {
        var settings = Fleet.Settings();
        settings["AtRest:NotificationEndpoints:AllowPrivateAddresses"] = null;
        return settings;
    }

    private static Task<Reply> OrderAsync(ApiServer server, string body, string? request = null, string? key = null) => server.SendAsync(HttpMethod.Post, Path, message =>
    {
        message.Headers.Add("x-api-key", key ?? Fleet.AcmeKey);
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (request is not null)
        {
            message.Headers.Add("Idempotency-Key", request);
        }
    });

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

    private static async Task<(string Id, string? Secret)> MakeAsync(ApiServer server, string body)
    {
        var made = await OrderAsync(server, body);
        ((int)made.Status).ShouldBe(201, made.Body);
        return (made.Json.GetProperty("endpoint").GetProperty("id").GetString()!, made.Json.TryGetProperty("secret", out var secret) ? secret.GetString() : null);
    }

    private static async Task<JsonElement> TestAsync(ApiServer server, string id)
    {
        var reply = await server.SendAsync(HttpMethod.Post, $"{Path}/{id}/test", Fleet.AcmeKey);
        ((int)reply.Status).ShouldBe(200, reply.Body);
        return reply.Json;
    }

    private static async Task NotifyAsync(ApiServer server)
    {
        await QueueAsync(server);
        await WorkAsync(server);
    }

    private static Task QueueAsync(ApiServer server) => server.Services.GetServices<IReportCompleted>().ShouldHaveSingleItem().OnCompletedAsync(Notified.Entry(), Notified.Report(), Cancellation);

    /// <summary>Handles every message that waits.</summary>
    private static async Task WorkAsync(ApiServer server)
    {
        var queue = server.Services.GetRequiredService<IWorkQueues>().Open(NotificationMessage.Queue);
        var work = server.Services.GetServices<IQueueWork>().Single(one => one.Queue == NotificationMessage.Queue);
        foreach (var message in await queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 32 }, Cancellation))
        {
            await work.HandleAsync(new QueueDelivery(message.Text, message.DequeueCount), Cancellation);
            await queue.CompleteAsync(message, Cancellation);
        }
    }
}
