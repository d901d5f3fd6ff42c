using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Tests.Shared;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>The portal in a real Chromium: as a person uses it, with scripts switched off, and by the rules of axe for WCAG 2.2 level AA.</summary>
[Trait("Measures", "time")] // It does not, but Chromium needs the processors for itself.
public sealed class PortalBrowserTests(PortalFixture fixture)
{
    private const string Policy = """{ "Version": "2012-10-17", "Statement": [ { "Sid": "All", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" } ] }""";

    /// <summary>A machine under load is slow, and this test does not measure time.</summary>
    private const float Patience = 120_000;

    private static readonly string[] Landmarks = ["banner", "main", "contentinfo"];

    private static RunOnlyOptions All => new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

    /// <summary>What other colors can break.</summary>
    private static RunOnlyOptions OfColors => new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };

    /// <summary>By keyboard only, without scripts: sign in, find a cluster, check a policy, start an audit, sign out.</summary>
    [Fact]
    public async Task Person_WithoutScripts_CanDoEverything()
    {
        var world = await fixture.WorldAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, BaseURL = world.Url.AbsoluteUri });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/organizations/acme-bank/clusters");
        var key = page.GetByLabel("API key");
        await key.FillAsync(world.AcmeKey);
        await key.PressAsync("Enter");
        await page.GetByLabel("Name or ID").FillAsync("payments");
        await page.GetByLabel("Name or ID").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "payments", Exact = true }).PressAsync("Enter");
        (await page.Locator("h1").TextContentAsync()).ShouldBe("payments");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Policy workbench" }).PressAsync("Enter");
        await page.GetByLabel("Cluster", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("payments");
        await page.GetByLabel("Key policy", new PageGetByLabelOptions { Exact = true }).FillAsync(Policy);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Check the policy" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "The fixed policy" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Keys", Exact = true }).PressAsync("Enter");
        await page.GetByLabel("Name").FillAsync("by keyboard");
        await page.GetByLabel("For the calendar", new PageGetByLabelOptions { Exact = false }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the key" }).PressAsync("Enter");
        (await page.Locator("main pre").TextContentAsync())!.ShouldContain("/calendar.ics");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Keys", Exact = true }).First.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Revoke by keyboard" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Revoke", Exact = true }).PressAsync("Enter");
        await page.ArriveAsync("/organizations/acme-bank/keys$");
        (await page.Locator("main table").TextContentAsync())!.ShouldContain("Revoked on");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Trail" }).PressAsync("Enter");
        (await page.Locator("main table").TextContentAsync())!.ShouldContain("Revoked the key calendar: by keyboard");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Overview" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Audit all clusters now" }).PressAsync("Enter");
        await page.ArriveAsync("/organizations/acme-bank/audits/[^/]+$");
        (await page.Locator("h1").TextContentAsync()).ShouldBe("The audit is queued");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).PressAsync("Enter");
        await page.ArriveAsync("/sign-in$");
        await page.GotoAsync("/organizations/acme-bank");
        page.Url.ShouldContain("/sign-in");
    }

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(320, "light")]
    public async Task Pages_Always_HaveNoFaultThatAxeFinds_AndFitTheScreen(int width, string colors)
    {
        var world = await fixture.WorldAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        List<string> faults = [];
        var rules = new AxeRunOptions { RunOnly = colors == "dark" ? OfColors : All, ResultTypes = [ResultType.Violations] };
        // The page's security policy forbids scripts; the test's own must run.
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BypassCSP = true, ColorScheme = colors == "dark" ? ColorScheme.Dark : ColorScheme.Light, ViewportSize = new ViewportSize { Width = width, Height = 900 }, BaseURL = world.Url.AbsoluteUri });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await LookAsync(page, "sign-in");
        await page.GetByLabel("API key").FillAsync("atrest_wrong");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator("#fault").WaitForAsync();
        await LookAsync(page, "refused");
        await page.GetByLabel("API key").FillAsync(world.OperatorKey);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in", Exact = true }).ClickAsync();
        await page.ArriveAsync("/organizations$");
        await LookAsync(page, "organizations");
        foreach (var path in new[]
        {
            "/organizations/acme-bank", "/organizations/acme-bank/clusters", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}", "/organizations/acme-bank/reports",
            $"/organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}", "/organizations/acme-bank/waivers", "/organizations/acme-bank/workbench", "/organizations/acme-bank/keys", "/organizations/acme-bank/notifications", "/organizations/acme-bank/trail", "/operators/keys", "/rules", "/rules/KPOL-2", "/nowhere",
        })
        {
            await page.GotoAsync(path);
            await LookAsync(page, path);
        }

        await page.GotoAsync("/organizations/acme-bank/workbench");
        await page.GetByLabel("Key policy", new PageGetByLabelOptions { Exact = true }).FillAsync(Policy);
        await page.GetByLabel("Principal").FillAsync("arn:aws:iam::111122223333:role/x");
        await page.GetByLabel("Action").FillAsync("kms:Decrypt");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Check the policy" }).ClickAsync();
        await page.Locator("#fix").WaitForAsync();
        await LookAsync(page, "judged");
        await page.GotoAsync("/organizations/acme-bank/keys");
        await page.GetByLabel("Name").FillAsync($"seen {width} {colors}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the key" }).ClickAsync();
        await page.Locator("#secret").WaitForAsync();
        await LookAsync(page, "key-made");
        await page.GotoAsync("/organizations/acme-bank/keys");
        await LookAsync(page, "keys-listed");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"Revoke seen {width} {colors}" }).ClickAsync();
        await page.ArriveAsync("/organizations/acme-bank/keys/[^/]+$");
        await LookAsync(page, "key-revoke");
        await page.GotoAsync("/organizations/borealis");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Audit all clusters now" }).ClickAsync();
        await page.ArriveAsync("/organizations/borealis/audits/[^/]+$");
        await LookAsync(page, "audit");

        faults.ShouldBeEmpty();

        async Task LookAsync(IPage shown, string name)
        {
            await shown.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
            var result = await shown.RunAxe(rules);
            faults.AddRange(result.Violations.Select(fault => $"{name} {width} {colors}: {fault.Id} ({fault.Help}), {fault.Nodes.Length} nodes: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}"));
            if (await shown.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            {
                faults.Add($"{name} {width}: the page is wider than the screen");
            }

            if (Environment.GetEnvironmentVariable("ATREST_TESTS_PICTURES") is { Length: > 0 } folder)
            {
                await shown.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"{name.Trim('/').Replace('/', '-')}-{width}-{colors}.png") });
            }
        }
    }

    /// <summary>What a screen reader gets from Chromium: landmarks, headings without gaps, and a name for everything that can be used.</summary>
    [Fact]
    public async Task Pages_ForAScreenReader_HaveLandmarksHeadingsAndNames() => await OnEachPageAsync(1280, async (page, path) =>
    {
        List<string> faults = [];
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Accessibility.enable");
        var nodes = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetProperty("nodes").EnumerateArray().Where(node => !node.GetProperty("ignored").GetBoolean()).ToList();
        foreach (var landmark in Landmarks)
        {
            if (nodes.Count(node => RoleOf(node) == landmark) != 1)
            {
                faults.Add($"{path}: {nodes.Count(node => RoleOf(node) == landmark)} landmarks '{landmark}'");
            }
        }

        faults.AddRange(nodes.Where(node => RoleOf(node) is "textbox" or "searchbox" or "combobox" or "button" or "link" or "checkbox" or "radio" or "navigation" or "region" or "img" && NameOf(node).Length == 0).Select(node => $"{path}: a {RoleOf(node)} without a name"));
        var levels = nodes.Where(node => RoleOf(node) == "heading").Select(node => node.GetProperty("properties").EnumerateArray().Single(property => property.GetProperty("name").GetString() == "level").GetProperty("value").GetProperty("value").GetInt32()).ToList();
        if (levels.Count(level => level == 1) != 1 || levels.Zip(levels.Skip(1)).Any(pair => pair.Second > pair.First + 1))
        {
            faults.Add($"{path}: headings {string.Join(' ', levels)}");
        }

        var names = nodes.Where(node => RoleOf(node) == "navigation").Select(NameOf).ToList();
        if (names.Distinct().Count() != names.Count)
        {
            faults.Add($"{path}: two navigations with one name");
        }

        return faults;

        static string RoleOf(System.Text.Json.JsonElement node) => node.TryGetProperty("role", out var role) ? role.GetProperty("value").GetString()! : "";

        static string NameOf(System.Text.Json.JsonElement node) => node.TryGetProperty("name", out var name) && name.TryGetProperty("value", out var value) ? value.GetString()!.Trim() : "";
    });

    /// <summary>Text of twice the size: nothing is cut off, and the page does not scroll to the side.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(640)]
    public async Task Pages_WithTextOfTwiceTheSize_FitTheScreen(int width) => await OnEachPageAsync(width, async (page, path) =>
    {
        await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "html { font-size: 200% !important }" });
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        await PictureAsync(page, $"{path}-text200-{width}");
        return await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth") ? [$"{path} {width}: wider than the screen"]
            : await page.EvaluateAsync<bool>("[...document.querySelectorAll('main *')].some(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1 && !(one instanceof SVGElement))") ? [$"{path} {width}: text is cut off"]
            : [];
    });

    /// <summary>On paper: the content without navigation and forms, and what is folded on the screen.</summary>
    [Fact]
    public async Task Pages_InPrint_HaveTheirContentWithoutForms() => await OnEachPageAsync(794, async (page, path) =>
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await PictureAsync(page, $"{path}-print");
        var seen = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('form, button, input, select, textarea, .button, .skip, .account, .parts-of ul, .pager')].filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))");
        List<string> faults = [.. seen.Select(one => $"{path}: {one} is printed")];
        if (!await page.Locator("h1").IsVisibleAsync())
        {
            faults.Add($"{path}: no title");
        }

        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            faults.Add($"{path}: wider than the paper");
        }

        return faults;
    });

    /// <summary>Opens every page as an operator, and gathers what is wrong.</summary>
    private async Task OnEachPageAsync(int width, Func<IPage, string, Task<List<string>>> look)
    {
        var world = await fixture.WorldAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BypassCSP = true, ViewportSize = new ViewportSize { Width = width, Height = 900 }, BaseURL = world.Url.AbsoluteUri });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        List<string> faults = [.. await look(page, "/sign-in")];
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await page.GetByLabel("API key").FillAsync(world.OperatorKey);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in", Exact = true }).ClickAsync();
        await page.ArriveAsync("/organizations$");
        foreach (var path in new[]
        {
            "/organizations", "/organizations/acme-bank", "/organizations/acme-bank/clusters", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}", "/organizations/acme-bank/reports",
            $"/organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}", "/organizations/acme-bank/waivers", "/organizations/acme-bank/workbench", "/organizations/acme-bank/keys",
            "/organizations/acme-bank/notifications", "/organizations/acme-bank/trail", "/operators/keys", "/rules", "/rules/KPOL-2", "/nowhere",
        })
        {
            await page.GotoAsync(path);
            faults.AddRange(await look(page, path));
        }

        faults.ShouldBeEmpty();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ATREST_TESTS_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"{name.Trim('/').Replace('/', '-')}.png") });
        }
    }

    private static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = ChromiumPath.Find(),
        // Chromium has no sandbox for root, as which continuous integration runs.
        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
    });
}
