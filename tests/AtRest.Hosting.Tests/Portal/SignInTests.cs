using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>Sign-in with an API key, and the session that it begins.</summary>
public sealed class SignInTests(PortalFixture fixture)
{
    [Fact]
    public async Task Home_WithoutASession_IsTheSignIn()
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);

        var page = await visitor.GetAsync("/");

        ((int)page.Status).ShouldBe(200);
        page.Body.ShouldContain("<h1>Sign in</h1>");
        page.Body.Length.ShouldBeLessThan(60 * 1024);
    }

    /// <summary>Programs that do not accept pages get what they got before there was a portal.</summary>
    [Fact]
    public async Task Home_OfAProgram_IsNotFoundAsBefore()
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);

        (await visitor.GetAsync("/", request => request.Headers.Remove("Accept"))).ShouldBeProblem(404);
        (await visitor.GetAsync("/api/organizations/acme-bank/reports")).ShouldBeProblem(401);
        (await visitor.GetAsync("/api/nowhere")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task SignIn_WithAKey_LeadsToTheOrganization()
    {
        var world = await fixture.WorldAsync();
        using var visitor = new Visitor(world.Url);

        var reply = await visitor.SignInAsync(world.AcmeKey);

        ((int)reply.Status).ShouldBe(303);
        reply.Headers["Location"].ShouldBe("/organizations/acme-bank");
        (await visitor.GetAsync("/organizations/acme-bank")).Body.ShouldContain("Acme Bank");
        visitor.Cookies["atrest"].ShouldNotContain(world.AcmeKey);
    }

    /// <summary>Unlike a request of a program, a sign-in begins a session, so each one is in the audit trail: who, from where, and in the organization's own trail.</summary>
    [Fact]
    public async Task SignIn_Again_IsALineEach()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        using var visitor = new Visitor(world.Url);
        var line = $"key:{ApiKey.HashOf(world.AcmeKey)[..12]} signed in from 127.0.0.1 with";
        int Lines(string text) => world.Log.Lines.Count(one => one.Contains(text, StringComparison.Ordinal));

        // A program has used the key before.
        (await visitor.GetAsync("/api/organizations/acme-bank/clusters", request => request.Headers.Add("x-api-key", world.AcmeKey))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        for (var time = 0; time < 3; time++)
        {
            ((int)(await visitor.SignInAsync(world.AcmeKey)).Status).ShouldBe(303);
            await visitor.GetAsync("/organizations/acme-bank/clusters");
        }

        await Until.TrueAsync("each sign-in has its line", () => Lines($"{line} POST /sign-in") == 3);
        Lines(line).ShouldBe(4);
        var trail = await visitor.GetAsync("/api/organizations/acme-bank/trail", request => request.Headers.Add("x-api-key", world.AcmeKey));
        trail.Body.Split("\"signIn\"").Length.ShouldBe(5, trail.Body);
    }

    [Theory]
    [InlineData("atrest_123", "malformed")]
    [InlineData("", "malformed")]
    [InlineData(null, "unknown")]
    public async Task SignIn_WithAWrongKey_SaysWhatIsWrong(string? key, string word)
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);

        var reply = await visitor.SignInAsync(key ?? ApiKey.Create());

        ((int)reply.Status).ShouldBe(403);
        reply.Body.ShouldContain(word);
        visitor.Cookies.ShouldNotContainKey("atrest");
    }

    [Fact]
    public async Task SignIn_TooOftenWithAWrongKey_IsLimited()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync(new() { ["AtRest:RateLimits:Failures"] = "3" });
        using var visitor = new Visitor(PortalWorld.UrlOf(server));
        List<int> statuses = [];

        for (var attempt = 0; attempt < 5; attempt++)
        {
            statuses.Add((int)(await visitor.SignInAsync(ApiKey.Create())).Status);
        }

        statuses[..3].ShouldAllBe(status => status == 403);
        statuses.ShouldContain(429);

        // The right key still works.
        ((int)(await visitor.SignInAsync(world.AcmeKey)).Status).ShouldBe(303);
    }

    [Fact]
    public async Task Cookie_OnLoopbackHttp_IsAsSafeAsItCanBe()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        var cookie = visitor.SetCookies.Single(cookie => cookie.StartsWith("atrest=", StringComparison.Ordinal));

        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("domain", Case.Insensitive);
        cookie.ShouldNotContain("secure");
    }

    [Fact]
    public async Task Cookie_BehindAProxyWithHttps_HasTheHostPrefix()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync(new() { ["AtRest:Http:ProxyHops"] = "1" });
        using var visitor = new Visitor(PortalWorld.UrlOf(server));
        void Forward(HttpRequestMessage request)
        {
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Host = "atrest.example.com";
        }

        var token = Visitor.TokenOf((await visitor.GetAsync("/sign-in", Forward)).Body);
        visitor.SetCookies.Single().ShouldContain("secure");
        var reply = await visitor.SendAsync(HttpMethod.Post, "/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = token, ["key"] = world.AcmeKey }), Forward);

        ((int)reply.Status).ShouldBe(303);
        var cookie = visitor.SetCookies.Single(cookie => cookie.StartsWith("__Host-atrest=", StringComparison.Ordinal));
        cookie.ShouldContain("; secure");
        cookie.ShouldContain("; path=/");
        cookie.ShouldNotContain("domain", Case.Insensitive);
        ((int)(await visitor.GetAsync("/organizations/acme-bank", Forward)).Status).ShouldBe(200);
    }

    /// <summary>A client can write these headers. Without a configured proxy they mean nothing, and a server on a network without https has no sign-in.</summary>
    [Theory]
    [InlineData("X-Forwarded-Proto", "https", "atrest.example.com")]
    [InlineData("X-Forwarded-For", "127.0.0.1", "localhost")]
    [InlineData("X-Forwarded-Proto", "https", "127.0.0.1")]
    [InlineData("x-forwarded-host", "atrest.example.com", "localhost")]
    [InlineData("Forwarded", "proto=https", "localhost")]
    [InlineData("X-Real-IP", "203.0.113.7", "127.0.0.1:8080")]
    [InlineData("Via", "1.1 proxy", "[::1]")]
    public async Task SignIn_WithoutHttps_IsNotOffered(string header, string value, string host)
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);

        var page = await visitor.GetAsync("/sign-in", request =>
        {
            request.Headers.Add(header, value);
            request.Headers.Host = host;
        });

        page.Body.ShouldContain("without encryption");
        page.Body.ShouldNotContain("<form class=\"fields\"");
    }

    [Fact]
    public async Task SignOut_EndsTheSession_AlsoForACopyOfTheCookie()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        using var thief = new Visitor(world.Url);
        thief.Cookies["atrest"] = visitor.Cookies["atrest"];
        ((int)(await thief.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);

        ((int)(await visitor.PostAsync("/organizations", "/sign-out", [])).Status).ShouldBe(303);

        visitor.Cookies.ShouldNotContainKey("atrest");
        (await thief.GetAsync("/organizations/acme-bank")).Headers["Location"].ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Session_OnAnotherWorker_IsKnown_UntilItsKeyIsRevoked()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.BorealisKey);
        var other = await world.ServeAsync();
        var without = await world.ServeAsync(new() { ["AtRest:ApiKeys:borealis:Hash"] = ApiKey.HashOf(ApiKey.Create()) });
        using var there = new Visitor(PortalWorld.UrlOf(other));
        using var after = new Visitor(PortalWorld.UrlOf(without));
        there.Cookies["atrest"] = visitor.Cookies["atrest"];
        after.Cookies["atrest"] = visitor.Cookies["atrest"];

        ((int)(await there.GetAsync("/organizations/borealis")).Status).ShouldBe(200);
        (await after.GetAsync("/organizations/borealis")).Headers["Location"].ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Session_AfterItsTime_HasEnded()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-28T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var server = await world.ServeAsync(new() { ["AtRest:Portal:SessionHours"] = "2" }, services => services.AddSingleton<TimeProvider>(time));
        using var visitor = await world.EnterAsync(world.AcmeKey, PortalWorld.UrlOf(server));

        time.Advance(TimeSpan.FromMinutes(119));
        ((int)(await visitor.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
        time.Advance(TimeSpan.FromMinutes(2));
        (await visitor.GetAsync("/organizations/acme-bank")).Headers["Location"].ShouldStartWith("/sign-in");
    }

    [Theory]
    [InlineData("/organizations/acme-bank/clusters", "/organizations/acme-bank/clusters")]
    [InlineData("https://evil.example/", "/organizations/acme-bank")]
    [InlineData("//evil.example", "/organizations/acme-bank")]
    [InlineData("/\\evil.example", "/organizations/acme-bank")]
    [InlineData("/organizations//evil.example", "/organizations/acme-bank")]
    [InlineData("/organizations/../../evil", "/organizations/acme-bank")]
    [InlineData("/organizations/a\r\nSet-Cookie: x=y", "/organizations/acme-bank")]
    [InlineData("javascript:alert(1)", "/organizations/acme-bank")]
    public async Task SignIn_WithAWayBack_LeadsNowhereElse(string wanted, string expected)
    {
        var world = await fixture.WorldAsync();
        using var visitor = new Visitor(world.Url);

        (await visitor.SignInAsync(world.AcmeKey, wanted)).Headers["Location"].ShouldBe(expected);
    }

    [Fact]
    public async Task Logs_AfterASignIn_HoldNoKeyAndNoCookie()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.OperatorKey);

        await visitor.GetAsync("/organizations");

        world.Log.Text.ShouldNotContain(world.OperatorKey);
        world.Log.Text.ShouldNotContain(visitor.Cookies["atrest"]);
        await Until.TrueAsync("the sign-in is in the log", () => world.Log.Text.Contains("signed in from", StringComparison.Ordinal));
    }
}
