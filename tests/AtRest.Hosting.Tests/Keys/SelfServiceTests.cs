using AtRest.Hosting.Keys;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Keys;

/// <summary>Administrators and operators make, list and revoke keys without a restart.</summary>
public sealed class SelfServiceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Key_OfAnAdministrator_WorksUntilItIsRevoked()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "name": "nightly export" }""");

        (await KeyMaker.StatusAsync(server, text)).ShouldBe(200);
        (await server.GetAsync("/api/organizations/globex/clusters", text)).ShouldBeProblem(404);
        var listed = await KeyMaker.FindAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, id);
        listed.GetProperty("name").GetString().ShouldBe("nightly export");
        listed.GetProperty("state").GetString().ShouldBe("valid");
        listed.GetProperty("madeBy").GetString().ShouldBe($"key:{KeyText.IdOf(Hosting.Api.Authentication.ApiKey.HashOf(Fleet.AcmeKey))}");
        listed.GetProperty("lastUsed").GetString().ShouldBe(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", null));

        ((int)(await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey)).Status).ShouldBe(204);

        var refused = await server.GetAsync("/api/organizations/acme/clusters", text);
        refused.ShouldBeProblem(401);
        refused.Body.ShouldContain("revoked");
        (await KeyMaker.FindAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, id)).GetProperty("state").GetString().ShouldBe("revoked");
    }

    [Fact]
    public async Task Key_OfAnOperator_OpensEveryOrganization()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.OperatorKeys, Fleet.OperatorKey);

        ((int)(await server.GetAsync("/api/organizations/globex/clusters", text)).Status).ShouldBe(200);
        ((int)(await server.GetAsync(KeyMaker.OperatorKeys, text)).Status).ShouldBe(200);
        ((int)(await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.OperatorKeys}/{id}", Fleet.OperatorKey)).Status).ShouldBe(204);
        (await server.GetAsync("/api/organizations/globex/clusters", text)).ShouldBeProblem(401);
    }

    /// <summary>Without a restart, and within seconds, by the clock of each worker.</summary>
    [Fact]
    public async Task Key_OnAnotherWorker_WorksAtOnceAndIsRefusedWithinSeconds()
    {
        await using var one = await ApiServer.StartAsync(Fleet.Settings());
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var other = await ApiServer.StartAsync(KeyMaker.OnStorageOf(one), services => services.AddSingleton<TimeProvider>(clock));

        var (first, firstText) = await KeyMaker.MakeAsync(one, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        (await KeyMaker.StatusAsync(other, firstText)).ShouldBe(200);
        var (_, secondText) = await KeyMaker.MakeAsync(one, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        (await KeyMaker.StatusAsync(other, secondText)).ShouldBe(200);
        await one.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{first}", Fleet.AcmeKey);
        clock.Advance(KeyDocuments.Fresh);

        (await KeyMaker.StatusAsync(other, firstText)).ShouldBe(401);
        (await KeyMaker.StatusAsync(other, secondText)).ShouldBe(200);
    }

    [Fact]
    public async Task Key_AfterItsLastDay_IsRefused()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton<TimeProvider>(clock));
        var (_, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "expires": "2026-11-29" }""");

        clock.SetUtcNow(new DateTimeOffset(2026, 11, 29, 23, 59, 59, TimeSpan.Zero));
        (await KeyMaker.StatusAsync(server, text)).ShouldBe(200);
        clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));

        var refused = await server.GetAsync("/api/organizations/acme/clusters", text);
        refused.ShouldBeProblem(401);
        refused.Body.ShouldContain("expired");
    }

    /// <summary>A member cannot make keys, and nobody can make a key with more rights than their own.</summary>
    [Fact]
    public async Task Rights_OfAMaker_AreTheMost()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (administratorId, administrator) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "right": "administrator" }""");
        var (_, member) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, administrator);

        foreach (var key in new[] { Fleet.AcmeMemberKey, member })
        {
            foreach (var reply in new[] { await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, key), await server.GetAsync(KeyMaker.AcmeKeys, key), await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{administratorId}", key) })
            {
                reply.ShouldBeProblem(403);
                reply.Body.ShouldContain("urn:atrest:problem:not-administrator");
            }
        }

        (await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, administrator, """{ "right": "operator" }""")).ShouldBeProblem(400);
        (await KeyMaker.OrderAsync(server, KeyMaker.OperatorKeys, administrator)).ShouldBeProblem(404);
        (await KeyMaker.OrderAsync(server, "/api/organizations/globex/keys", administrator)).ShouldBeProblem(404);
        (await KeyMaker.StatusAsync(server, administrator)).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{ "kind": "nonsense" }""", "/kind")]
    [InlineData("""{ "kind": 1 }""", "/kind")]
    [InlineData("""{ "name": "" }""", "/name")]
    [InlineData("""{ "name": "a\u0007b" }""", "/name")]
    [InlineData("""{ "name": ["a"] }""", "/name")]
    [InlineData("""{ "right": "nonsense" }""", "/right")]
    [InlineData("""{ "kind": "webhook", "right": "administrator" }""", "/right")]
    [InlineData("""{ "expires": "2020-01-01" }""", "/expires")]
    [InlineData("""{ "expires": "2099-01-01" }""", "/expires")]
    [InlineData("""{ "expires": "tomorrow" }""", "/expires")]
    [InlineData("""{ "expires": 20270101 }""", "/expires")]
    public async Task Make_WrongBody_IsRefusedWithItsPlace(string body, string place)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var reply = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, body);

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(place);
        (await server.GetAsync(KeyMaker.AcmeKeys, Fleet.AcmeKey)).Json.GetProperty("keys").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Also if many are requested at once; and a revoked key makes place for another.</summary>
    [Fact]
    public async Task Make_AboveTheLimit_IsRefused()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Keys:MostPerOrganization"] = "3";
        await using var server = await ApiServer.StartAsync(settings);

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey)));

        replies.Count(reply => (int)reply.Status == 201).ShouldBe(3);
        replies.Where(reply => (int)reply.Status != 201).ShouldAllBe(reply => (int)reply.Status == 409 && reply.Body.Contains("too-many-keys"));
        var id = replies.First(reply => (int)reply.Status == 201).Json.GetProperty("key").GetProperty("id").GetString();
        await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey);
        ((int)(await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey)).Status).ShouldBe(201);
    }

    [Fact]
    public async Task Make_TheSameRequestAgain_MakesNoSecondKeyAndNamesTheFirst()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var first = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, request: "one");
        var again = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, request: "one");
        var other = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, request: "two");

        ((int)first.Status).ShouldBe(201);
        again.ShouldBeProblem(409);
        again.Body.ShouldContain(first.Json.GetProperty("key").GetProperty("id").GetString()!);
        ((int)other.Status).ShouldBe(201);
        (await server.GetAsync(KeyMaker.AcmeKeys, Fleet.AcmeKey)).Json.GetProperty("keys").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task SelfService_ForbiddenByTheOperator_IsForOperatorsOnly()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Keys:SelfService"] = "false";
        settings["AtRest:Keys:LongestDays"] = "10";
        await using var server = await ApiServer.StartAsync(settings);

        var refused = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        refused.ShouldBeProblem(403);
        refused.Body.ShouldContain("no-self-service");
        var made = await KeyMaker.OrderAsync(server, KeyMaker.AcmeKeys, Fleet.OperatorKey);
        ((int)made.Status).ShouldBe(201);
        made.Json.GetProperty("key").GetProperty("endsAt").GetDateTimeOffset().ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow().AddDays(11));
    }

    [Fact]
    public async Task Role_OfAToken_AdministersItsOrganizations()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var settings = Fleet.Settings(issuer);
        settings["AtRest:Authentication:AdministratorRole"] = "AtRest.Administrator";
        await using var server = await ApiServer.StartAsync(settings);

        (await server.SendWithTokenAsync(HttpMethod.Post, KeyMaker.AcmeKeys, issuer.Token(_ => { }))).ShouldBeProblem(403);
        var administrator = issuer.Token(token => token.Claims["roles"] = "AtRest.Administrator");
        ((int)(await server.SendWithTokenAsync(HttpMethod.Post, KeyMaker.AcmeKeys, administrator)).Status).ShouldBe(201);
        (await server.SendWithTokenAsync(HttpMethod.Post, "/api/organizations/globex/keys", administrator)).ShouldBeProblem(404);
    }

    /// <summary>Neither the storage nor the log has the key, at any level.</summary>
    [Fact]
    public async Task Key_Always_IsStoredAsItsHashOnly()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        List<string> texts = [];
        foreach (var kind in new[] { "api", "webhook", "calendar" })
        {
            texts.Add((await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, $$"""{ "kind": "{{kind}}", "name": "of {{kind}}" }""")).Text);
        }

        (await KeyMaker.StatusAsync(server, texts[0])).ShouldBe(200);
        await server.GetAsync("/api/organizations/acme/trail", Fleet.AcmeKey);

        var stored = string.Concat(await Task.WhenAll(Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).Select(path => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))));
        foreach (var text in texts)
        {
            stored.ShouldContain(Hosting.Api.Authentication.ApiKey.HashOf(text));
            stored.ShouldNotContain(text);
            server.Log.Text.ShouldNotContain(text);
        }

        server.Log.Text.ShouldContain("'of webhook' with the right member of organization acme");
    }

    [Fact]
    public async Task LastUse_OfADay_IsWrittenOnce()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton<TimeProvider>(clock));
        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        await KeyMaker.StatusAsync(server, text);
        var file = Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).Single(path => path.Contains("keys", StringComparison.Ordinal) && path.Contains("acme", StringComparison.Ordinal));
        var written = File.GetLastWriteTimeUtc(file);

        await KeyMaker.StatusAsync(server, text);
        File.GetLastWriteTimeUtc(file).ShouldBe(written);
        (await KeyMaker.FindAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, id)).GetProperty("lastUsed").GetString().ShouldBe("2026-11-28");
        clock.Advance(TimeSpan.FromDays(1));
        await KeyMaker.StatusAsync(server, text);

        (await KeyMaker.FindAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, id)).GetProperty("lastUsed").GetString().ShouldBe("2026-11-29");
    }

    [Fact]
    public async Task List_OfKeysThatEnded_ForgetsThemAfterAMonth()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton<TimeProvider>(clock));
        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey);
        clock.Advance(TimeSpan.FromDays(31));

        var (second, _) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey);

        (await server.GetAsync(KeyMaker.AcmeKeys, Fleet.AcmeKey)).Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("id").GetString()).ShouldBe([second]);
        (await KeyMaker.StatusAsync(server, text)).ShouldBe(401);
        Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).ShouldNotContain(path => path.Contains(id, StringComparison.Ordinal));
    }
}
