using Microsoft.Playwright;

namespace AtRest.Reports.Tests.Html;

/// <summary>The machine's own Chromium, started once for all tests that look at pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindChromium(),
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

    private static string FindChromium()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        var candidates = string.IsNullOrEmpty(named)
            ? (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            : [named];
        return candidates.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "These tests need Chromium, and none was found. Install it (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to its executable.");
    }
}
