using Microsoft.Playwright;

namespace AtRest.EndToEnd.Tests.Browser;

/// <summary>The machine's own Chromium, driven by Playwright.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(),
        // Chromium has no sandbox for root, as which continuous integration runs.
        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
    });

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not on the PATH. Run tests/run.sh, which installs it.");
}
