using System.Net;
using System.Text;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using static AtRest.Hosting.Tests.Notifications.Support.EndpointCalls;

namespace AtRest.Hosting.Tests.Notifications.Endpoints;

/// <summary>Administrators and operators make, test and revoke the endpoints of an organization without a restart.</summary>
public sealed class EndpointTests
{
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
        var listed = (await server.GetAsync(Address, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0];
        listed.GetProperty("name").GetString().ShouldBe("alerts");
        listed.GetProperty("host").GetString().ShouldBe("127.0.0.1");
        listed.GetProperty("events").EnumerateArray().Select(word => word.GetString()).ShouldBe(["keyChange", "changes"]);
        listed.TryGetProperty("lastAttemptAt", out _).ShouldBeTrue();
        listed.TryGetProperty("lastFailure", out _).ShouldBeFalse();

        ((int)(await server.SendAsync(HttpMethod.Delete, $"{Address}/{id}", Fleet.AcmeKey)).Status).ShouldBe(204);
        await NotifyAsync(server);

        receiver.Arrived.Count.ShouldBe(1);
        (await server.GetAsync(Address, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0].GetProperty("state").GetString().ShouldBe("revoked");
    }

    /// <summary>The message was in the queue already.</summary>
    [Fact]
    public async Task Revoked_BeforeTheAttempt_IsNotSent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, _) = await MakeAsync(server, $$"""{ "url": "{{receiver.Url}}" }""");
        await QueueAsync(server);
        await server.SendAsync(HttpMethod.Delete, $"{Address}/{id}", Fleet.AcmeKey);

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
        (await server.GetAsync(Address, Fleet.AcmeKey)).Json.GetProperty("endpoints")[0].GetProperty("lastFailure").GetString().ShouldBe("The receiver returned 404.");
    }

    [Fact]
    public async Task Test_MoreOftenThanAudits_IsRefused()
    {
        var settings = Fleet.Settings();
        settings["AtRest:RateLimits:Audits"] = "1";
        await using var server = await ApiServer.StartAsync(settings);
        var (id, _) = await MakeAsync(server, Fleet.Endpoint);

        await TestAsync(server, id);

        (await server.SendAsync(HttpMethod.Post, $"{Address}/{id}/test", Fleet.AcmeKey)).ShouldBeProblem(429);
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
        (await server.GetAsync(Address, Fleet.AcmeKey)).Json.GetProperty("endpoints").GetArrayLength().ShouldBe(0);
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
        await server.SendAsync(HttpMethod.Delete, $"{Address}/{id}", Fleet.AcmeKey);
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
        var shown = (await server.GetAsync(Address, Fleet.AcmeKey)).Body + (await server.GetAsync("/api/organizations/acme/trail", Fleet.AcmeKey)).Body;

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
