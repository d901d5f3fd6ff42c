using System.Text.RegularExpressions;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Portal;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Portal.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>What strangers, other customers and other sites try.</summary>
public sealed partial class PortalAttackTests(PortalFixture fixture)
{
    /// <summary>What is mapped is attacked.</summary>
    [Fact]
    public async Task Table_Always_HasEveryPage()
    {
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync();

        server.Services.GetRequiredService<ApiPipeline>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<PortalRoute>() is not null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName)
            .ShouldBe(PortalRouteTable.OfOrganizations.Keys.Concat(PortalRouteTable.OfPeople.Keys).Concat(PortalRouteTable.OfAnybody), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(PortalRouteTable.NamesForPeople), MemberType = typeof(PortalRouteTable))]
    public async Task Page_WithoutASession_LeadsToTheSignIn_WhateverIsThere(string name)
    {
        var world = await fixture.WorldAsync();
        using var visitor = new Visitor(world.Url);

        var real = await SendAsync(visitor, name, PortalRouteTable.PlaceOf(world, PortalWorld.Acme));
        var none = await SendAsync(visitor, name, Place.None);

        ((int)real.Status).ShouldBe(303);
        real.Headers["Location"].ShouldStartWith("/sign-in");
        real.Body.ShouldBeEmpty();
        none.Status.ShouldBe(real.Status);
    }

    [Theory]
    [MemberData(nameof(PortalRouteTable.Names), MemberType = typeof(PortalRouteTable))]
    public async Task Page_OfAnotherOrganization_IsAsIfThereWereNone(string name)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var token = Visitor.TokenOf((await visitor.GetAsync("/organizations")).Body);

        var others = await SendAsync(visitor, name, PortalRouteTable.PlaceOf(world, PortalWorld.Borealis), token);
        var nobodys = await SendAsync(visitor, name, Place.None, token);

        ((int)others.Status).ShouldBe(404);
        PlainOf(others.Body).ShouldBe(PlainOf(nobodys.Body));
        others.Body.ShouldNotContain("orealis");
    }

    /// <summary>IDs of others below one's own organization.</summary>
    [Theory]
    [InlineData("PortalCluster")]
    [InlineData("PortalReport")]
    [InlineData("PortalReportFile")]
    public async Task Page_WithAnothersIdBelowOnesOwn_IsAsIfThereWereNone(string name)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        var others = await SendAsync(visitor, name, PortalRouteTable.PlaceOf(world, PortalWorld.Borealis) with { Organization = PortalWorld.Acme });
        var nobodys = await SendAsync(visitor, name, Place.None with { Organization = PortalWorld.Acme });

        ((int)others.Status).ShouldBe(404);
        PlainOf(others.Body).ShouldBe(PlainOf(nobodys.Body));
    }

    [Fact]
    public async Task Audit_OfAnothersCluster_IsNotStarted()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        ((int)(await visitor.PostAsync("/organizations/acme-bank", "/organizations/acme-bank/audits", new() { ["cluster"] = PortalWorld.Policies })).Status).ShouldBe(404);
    }

    /// <summary>The session is for pages: with it, another site could otherwise use the API in the person's name.</summary>
    [Fact]
    public async Task Session_InTheApi_IsNoCredential()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        (await visitor.GetAsync("/api/organizations/acme-bank/reports")).ShouldBeProblem(401);
        (await visitor.SendAsync(HttpMethod.Post, "/api/organizations/acme-bank/audits", null)).ShouldBeProblem(401);
    }

    /// <summary>And a key in a header opens no page: browsers do not send one.</summary>
    [Fact]
    public async Task ApiKey_InAHeader_OpensNoPage()
    {
        var world = await fixture.WorldAsync();
        using var visitor = new Visitor(world.Url);

        ((int)(await visitor.GetAsync("/organizations/acme-bank", request => request.Headers.Add("x-api-key", world.AcmeKey))).Status).ShouldBe(303);
    }

    [Theory]
    [MemberData(nameof(FormNames))]
    public async Task Form_WithoutItsToken_IsRefused(string name)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        using var other = await world.EnterAsync(world.BorealisKey);
        var othersToken = Visitor.TokenOf((await other.GetAsync("/organizations")).Body);
        var place = PortalRouteTable.PlaceOf(world, PortalWorld.Acme);

        ((int)(await SendAsync(visitor, name, place)).Status).ShouldBe(403);
        ((int)(await SendAsync(visitor, name, place, "made-up")).Status).ShouldBe(403);
        ((int)(await SendAsync(visitor, name, place, othersToken)).Status).ShouldBe(403);
        ((int)(await visitor.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
    }

    public static TheoryData<string> FormNames => [.. PortalRouteTable.Forms];

    [Fact]
    public async Task SignInForm_WithoutItsToken_IsRefused()
    {
        var world = await fixture.WorldAsync();
        using var visitor = new Visitor(world.Url);

        ((int)(await visitor.SendAsync(HttpMethod.Post, "/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = world.AcmeKey }))).Status).ShouldBe(403);
        visitor.Cookies.ShouldNotContainKey("atrest");
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Form_FromAnotherSite_IsRefusedEvenWithItsToken(string site)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        ((int)(await visitor.PostAsync("/organizations/acme-bank", "/organizations/acme-bank/audits", [], request => request.Headers.Add("Sec-Fetch-Site", site))).Status).ShouldBe(403);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    [InlineData("application/x-www-form-urlencoded", "%%%=&&&")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "form=x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"form\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nx\r\n--x--\r\n")]
    public async Task Form_OfAnotherKind_IsRefused(string type, string body)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        ((int)(await visitor.SendAsync(HttpMethod.Post, "/organizations/acme-bank/audits", content)).Status).ShouldBe(403);
    }

    [Fact]
    public async Task Form_ThatIsHuge_IsRefusedUnread()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        ((int)(await visitor.SendAsync(HttpMethod.Post, "/organizations/acme-bank/workbench", new StringContent(new string('a', 2_000_000), null, "application/x-www-form-urlencoded"), request => request.Headers.ExpectContinue = true)).Status).ShouldBe(413);
        ((int)(await visitor.SendAsync(HttpMethod.Post, "/sign-in", new StringContent(new string('a', 50_000), null, "application/x-www-form-urlencoded"), request => request.Headers.ExpectContinue = true)).Status).ShouldBe(413);
    }

    /// <summary>Without a length beforehand, it is refused while it is read.</summary>
    [Fact]
    public async Task Form_ThatIsHugeAndChunked_IsRefused()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);

        ((int)(await visitor.SendAsync(HttpMethod.Post, "/organizations/acme-bank/audits", new StringContent(new string('a', 20_000), null, "application/x-www-form-urlencoded"), request => request.Headers.TransferEncodingChunked = true)).Status).ShouldBe(413);
    }

    /// <summary>Somebody puts the cookie of their own session into a browser, and waits until its owner signs in.</summary>
    [Fact]
    public async Task Cookie_ThatWasPlanted_IsNotTheSessionOfTheSignIn()
    {
        var world = await fixture.WorldAsync();
        using var attacker = await world.EnterAsync(world.BorealisKey);
        using var victim = new Visitor(world.Url);
        victim.Cookies["atrest"] = attacker.Cookies["atrest"];

        ((int)(await victim.SignInAsync(world.AcmeKey)).Status).ShouldBe(303);

        victim.Cookies["atrest"].ShouldNotBe(attacker.Cookies["atrest"]);
        ((int)(await attacker.GetAsync("/organizations/acme-bank")).Status).ShouldBe(303);
    }

    /// <summary>The browser forgets the cookie of the session before. A stolen copy of it must not work on.</summary>
    [Fact]
    public async Task SignIn_OnTopOfASession_EndsTheOneBefore()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        using var thief = new Visitor(world.Url);
        thief.Cookies["atrest"] = visitor.Cookies["atrest"];
        ((int)(await thief.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);

        ((int)(await visitor.SignInAsync(ApiKey.Create())).Status).ShouldBe(403);
        ((int)(await thief.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
        ((int)(await visitor.SignInAsync(world.MemberKey)).Status).ShouldBe(303);

        ((int)(await thief.GetAsync("/organizations/acme-bank")).Status).ShouldBe(303);
        ((int)(await visitor.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("chunks-2")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Cookie_ThatIsMadeUp_IsNoSession(string cookie)
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);
        visitor.Cookies["atrest"] = cookie;

        ((int)(await visitor.GetAsync("/organizations")).Status).ShouldBe(303);
    }

    [Fact]
    public async Task Pages_Always_CanRunNothingAndCannotBeFramed()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        foreach (var path in new[] { "/sign-in", "/organizations", "/organizations/acme-bank", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}", "/rules/KMS-1", "/nowhere" })
        {
            var page = await visitor.GetAsync(path);

            page.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
            page.Headers["X-Frame-Options"].ShouldBe("DENY");
            page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
            page.Headers["Cache-Control"].ShouldBe("no-store");
            page.Body.ShouldNotContain("<script");
            page.Body.ShouldNotContain(" style=");
            page.Body.ShouldNotContain("javascript:");
            Regex.IsMatch(page.Body, @"\son[a-z]+=").ShouldBeFalse(path);
        }
    }

    [Fact]
    public async Task Names_FromOutside_StayText()
    {
        await using var world = await PortalWorld.BeginAsync(change: text => text
            .Replace("\"Acme Bank\"", "\"<script>alert(1)</script>\\u202e\"", StringComparison.Ordinal)
            .Replace("\"payments\"", "\"\\\"><img src=x onerror=alert(1)>\"", StringComparison.Ordinal));
        using var visitor = await world.EnterAsync(world.AcmeKey);
        foreach (var path in new[] { "/organizations", "/organizations/acme-bank", "/organizations/acme-bank/clusters?q=%22%3E%3Cimg%20src=x%3E", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}", "/organizations/acme-bank/workbench" })
        {
            var page = (await visitor.GetAsync(path)).Body;

            page.ShouldNotContain("<script>");
            page.ShouldNotContain("<img");
            page.ShouldNotContain("\u202e");
            System.Net.WebUtility.HtmlDecode(page).ShouldContain("<script>alert(1)</script>‹U+202E›", customMessage: path);
        }
    }

    [Fact]
    public async Task Refusals_ForBrowsers_ArePages()
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);

        var page = await visitor.GetAsync("/nowhere/at/all");

        ((int)page.Status).ShouldBe(404);
        page.MediaType.ShouldBe("text/html; charset=utf-8");
        page.Body.ShouldContain("Page not found");
        (await visitor.GetAsync("/nowhere", request => request.Headers.Remove("Accept"))).ShouldBeProblem(404);
    }

    [Fact]
    public async Task StyleSheet_Always_IsKeptByBrowsers()
    {
        using var visitor = new Visitor((await fixture.WorldAsync()).Url);
        var path = Regex.Match((await visitor.GetAsync("/")).Body, "href=\"(/portal-[0-9a-f]+\\.css)\"").Groups[1].Value;

        var style = await visitor.GetAsync(path);

        ((int)style.Status).ShouldBe(200);
        style.Headers["Cache-Control"].ShouldContain("immutable");
        style.Body.Length.ShouldBeLessThan(40 * 1024);
    }

    private static async Task<Reply> SendAsync(Visitor visitor, string name, Place place, string? token = null) => PortalRouteTable.Forms.Contains(name)
        ? await visitor.SendAsync(HttpMethod.Post, PortalRouteTable.AddressOf(name, place), new FormUrlEncodedContent(token is null ? [] : new Dictionary<string, string> { ["form"] = token }))
        : await visitor.GetAsync(PortalRouteTable.AddressOf(name, place));

    /// <summary>Without what is different each time.</summary>
    private static string PlainOf(string page) => Changing().Replace(page, "");

    [GeneratedRegex("value=\"[^\"]{100,}\"|<code>[0-9a-f]{32}</code>|<code>0H[^<]+</code>")]
    private static partial Regex Changing();
}
