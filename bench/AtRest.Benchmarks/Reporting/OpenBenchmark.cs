using System.Diagnostics;
using System.Globalization;
using AtRest.Tests.Shared;
using Microsoft.Playwright;

namespace AtRest.Benchmarks.Reporting;

/// <summary>How long Chromium takes to open a page, and how much memory its processes use then.</summary>
internal static class OpenBenchmark
{
    private const int Times = 5;

    public static async Task RunAsync(string file, TextWriter output)
    {
        using var playwright = await Playwright.CreateAsync();
        for (var time = 1; time <= Times; time++)
        {
            var before = Chromiums();
            await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ChromiumPath.Find(), Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
            var page = await browser.NewPageAsync();
            var watch = Stopwatch.StartNew();
            await page.GotoAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri, new PageGotoOptions { Timeout = 120_000 });

            // The first picture is drawn before the script runs in the second frame.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var elapsed = watch.Elapsed;
            var memory = Chromiums().Where(process => !before.ContainsKey(process.Key)).Sum(process => process.Value);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:F0} ms, {memory / 1024.0 / 1024:F0} MiB (sum of the private memory of Chromium's processes)"));
        }
    }

    /// <summary>The private memory of each Chromium process: what it does not share with others.</summary>
    private static Dictionary<int, long> Chromiums()
    {
        var found = new Dictionary<int, long>();
        foreach (var process in Process.GetProcesses().Where(process => process.ProcessName.StartsWith("chrom", StringComparison.Ordinal)))
        {
            try
            {
                found[process.Id] = File.ReadLines($"/proc/{process.Id}/smaps_rollup")
                    .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
                    .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
            }
        }

        return found;
    }
}
