using AtRest.Tests.Shared;
using Microsoft.Playwright;

namespace AtRest.EndToEnd.Tests.Browser;

/// <summary>The machine's own Chromium, driven by Playwright.</summary>
internal static class Chromium
{
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = ChromiumPath.Find(),
        // Chromium has no sandbox for root, as which continuous integration runs.
        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
    });
}
