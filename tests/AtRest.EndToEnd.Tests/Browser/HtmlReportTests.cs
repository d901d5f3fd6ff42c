using System.Collections.Concurrent;
using AtRest.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace AtRest.EndToEnd.Tests.Browser;

public sealed class HtmlReportTests : CloudTest
{
    [Fact]
    public async Task HtmlReport_OfTheDemo_OpensWithoutAskingAnyoneAndWithoutErrors()
    {
        var run = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--format", "html", "--output", InFolder("reports"));
        run.ExitCode.ShouldBe(1, run.ToString());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);

        foreach (var organization in new[] { "acme-bank", "borealis", "cumulus" })
        {
            var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
            // The browser's events come in on other threads.
            var requests = new ConcurrentQueue<string>();
            var complaints = new ConcurrentQueue<string>();
            page.Request += (_, request) => requests.Enqueue(request.Url);
            page.Console += (_, message) => complaints.Enqueue(message.Text);
            page.PageError += (_, error) => complaints.Enqueue(error);

            await page.GotoAsync(new Uri(InFolder("reports", organization, "report.html")).AbsoluteUri);

            requests.Where(url => !url.StartsWith("file:", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)).ShouldBeEmpty();
            requests.Count(url => url.StartsWith("file:", StringComparison.Ordinal)).ShouldBe(1);
            complaints.ShouldBeEmpty();
            (await page.Locator("body").InnerTextAsync()).ShouldContain("compliant", Case.Insensitive);
            (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue($"{organization}: the page is wider than a phone.");
        }
    }
}
