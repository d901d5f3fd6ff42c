using AtRest.Tests.Shared;
using Microsoft.Playwright;

namespace AtRest.Reports.Tests.Html;

/// <summary>The machine's own Chromium, started once for all tests that look at pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumPath.Find(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            Timeout = 120_000,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await (browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        playwright?.Dispose();
    }

    internal Task<IPage> NewPageAsync(BrowserNewPageOptions? options = null) =>
        (browser ?? throw new InvalidOperationException("Chromium was not started.")).NewPageAsync(options);
}
