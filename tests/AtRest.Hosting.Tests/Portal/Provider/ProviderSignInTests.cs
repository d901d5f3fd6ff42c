using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Tests.Shared;
using Microsoft.Playwright;

namespace AtRest.Hosting.Tests.Portal.Provider;

/// <summary>Sign-in at a real OpenID provider, in Chromium: authorization code with PKCE.</summary>
public sealed class ProviderSignInTests
{
    [Theory]
    [InlineData("confidential", "a-secret-of-these-tests-only")]
    [InlineData("public", null)]
    public async Task Person_OfAnOrganization_SeesIt_AndNoOther(string client, string? secret)
    {
        await using var world = await PortalWorld.BeginAsync();
        var (portal, provider) = await StartAsync(world, client, secret);
        await using var ending = provider;
        await using var context = await OpenAsync(portal);

        await SignInAsync(context.Page, "alice", "/organizations/acme-bank/clusters");

        await context.Page.ArriveAsync("/organizations/acme-bank/clusters$");
        (await context.Page.ContentAsync()).ShouldContain("token:alice");
        (await context.Page.GotoAsync("/organizations/borealis"))!.Status.ShouldBe(404);
        (await context.Page.GotoAsync("/organizations"))!.Status.ShouldBe(200);
        (await context.Page.ContentAsync()).ShouldNotContain("Borealis");
        await context.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await context.Page.GotoAsync("/organizations/acme-bank");
        context.Page.Url.ShouldContain("/sign-in");
        world.Log.Text.ShouldContain("token:alice signed in from 127.0.0.1 with GET /sign-in/callback");
    }

    [Fact]
    public async Task Person_WithTheOperatorsRole_SeesAll_AndOneWithoutAnOrganizationNothing()
    {
        await using var world = await PortalWorld.BeginAsync();
        var (portal, provider) = await StartAsync(world, "public", null);
        await using var ending = provider;

        await using (var context = await OpenAsync(portal))
        {
            await SignInAsync(context.Page, "olga", "/organizations");
            await context.Page.ArriveAsync("/organizations$");
            (await context.Page.ContentAsync()).ShouldContain("Borealis");
        }

        await using (var context = await OpenAsync(portal))
        {
            await SignInAsync(context.Page, "nobody", "/organizations");
            await context.Page.ArriveAsync("/sign-in/callback\\?");
            (await context.Page.ContentAsync()).ShouldContain("names no organization");
            await context.Page.GotoAsync("/organizations");
            context.Page.Url.ShouldContain("/sign-in");
        }
    }

    /// <summary>Codes and states that nobody requested in this browser, and a provider that is down.</summary>
    [Fact]
    public async Task Callback_ThatNobodyRequested_IsRefused_AndKeysStillWork()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var portal = PortalWorld.UrlOf(await world.ServeAsync(SettingsOf(FreePort.Next(), "public", null)));
        using var visitor = new Visitor(portal);

        foreach (var query in new[] { "", "?code=made-up", "?code=made-up&state=made-up", "?error=access_denied&state=x", "?error=%3Cscript%3E" })
        {
            var reply = await visitor.GetAsync($"/sign-in/callback{query}");
            ((int)reply.Status).ShouldBe(403, query);
            reply.Body.ShouldNotContain("<script");
            visitor.Cookies.ShouldNotContainKey("atrest");
        }

        ((int)(await visitor.GetAsync("/sign-in/provider?return=/organizations")).Status).ShouldBe(503);
        (await visitor.GetAsync("/sign-in")).Body.ShouldContain("/sign-in/provider?return=%2F");
        ((int)(await visitor.SignInAsync(world.AcmeKey)).Status).ShouldBe(303);
    }

    /// <summary>A code that is made up costs a request to the provider, and a line in the log. So the callback has the limits of every sign-in.</summary>
    [Theory]
    [InlineData("Failures")]
    [InlineData("Address")]
    public async Task Callback_TooOften_IsLimited(string limit)
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var settings = SettingsOf(FreePort.Next(), "public", null);
        settings[$"AtRest:RateLimits:{limit}"] = "3";
        using var visitor = new Visitor(PortalWorld.UrlOf(await world.ServeAsync(settings)));
        List<int> statuses = [];

        for (var attempt = 0; attempt < 6; attempt++)
        {
            statuses.Add((int)(await visitor.GetAsync("/sign-in/callback?code=made-up&state=made-up")).Status);
        }

        statuses[..3].ShouldAllBe(status => status == 403);
        statuses.ShouldContain(429);
        world.Log.Lines.Count(line => line.Contains("A sign-in at the identity provider failed", StringComparison.Ordinal)).ShouldBe(statuses.Count(status => status == 403));
    }

    /// <summary>The provider answers with a link to one address. Otherwise a form of any length was read before anything was checked, and other spellings of the address took the session's cookie.</summary>
    [Fact]
    public async Task Callback_InAnotherWay_IsNotOne()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        using var visitor = new Visitor(PortalWorld.UrlOf(await world.ServeAsync(SettingsOf(FreePort.Next(), "public", null))));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "made-up", ["state"] = new('x', 100_000) });

        var posted = await visitor.SendAsync(HttpMethod.Post, "/sign-in/callback", form);

        ((int)posted.Status).ShouldBe(405);
        ((int)(await visitor.SendAsync(HttpMethod.Head, "/sign-in/callback?code=made-up&state=x", null)).Status).ShouldBe(405);
        foreach (var path in new[] { "/SIGN-IN/CALLBACK", "/sign-in/Callback", "/sign-in/callback/" })
        {
            ((int)(await visitor.GetAsync($"{path}?code=made-up&state=x")).Status).ShouldBe(404, path);
        }

        world.Log.Text.ShouldNotContain("A sign-in at the identity provider failed");
    }

    private static async Task<(Uri Portal, OpenIdProvider Provider)> StartAsync(PortalWorld world, string client, string? secret)
    {
        var port = FreePort.Next();
        var portal = PortalWorld.UrlOf(await world.ServeAsync(SettingsOf(port, client, secret)));
        return (portal, await OpenIdProvider.StartAsync(port, portal));
    }

    private static Dictionary<string, string?> SettingsOf(int port, string client, string? secret) => new()
    {
        ["AtRest:Authentication:Authority"] = $"http://127.0.0.1:{port}",
        ["AtRest:Authentication:Audience"] = "atrest",
        ["AtRest:Authentication:OperatorRole"] = "AtRest.Operator",
        ["AtRest:Portal:ClientId"] = client,
        ["AtRest:Portal:ClientSecret"] = secret,
    };

    private static async Task SignInAsync(IPage page, string person, string path)
    {
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sign in with your organization's account" }).ClickAsync();
        await page.Locator("input[name=login]").FillAsync(person);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Continue" }).ClickAsync();
    }

    private static async Task<OpenBrowser> OpenAsync(Uri portal)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ChromiumPath.Find(), Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = portal.AbsoluteUri, JavaScriptEnabled = false });
        return new OpenBrowser(playwright, browser, await context.NewPageAsync());
    }

    private sealed record OpenBrowser(IPlaywright Playwright, IBrowser Browser, IPage Page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            Playwright.Dispose();
        }
    }
}
