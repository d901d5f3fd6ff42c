using AtRest.EndToEnd.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AtRest.EndToEnd.Tests.Browser;

/// <summary>The pages of a report, by the rules of axe for WCAG 2.2 level AA (https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md).</summary>
public sealed class AccessibilityTests : CloudTest
{
    private static AxeRunOptions All => new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }, ResultTypes = [ResultType.Violations] };

    private static AxeRunOptions Only(string rule) => new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = [rule] } };

    [Fact]
    public async Task Reports_OfTheDemo_HaveNoFaultThatAxeFinds()
    {
        var run = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--format", "html", "--output", InFolder("reports"));
        run.ExitCode.ShouldBe(1, run.ToString());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var faults = new List<string>();

        foreach (var (width, colors, rules) in new[] { (1280, ColorScheme.Light, All), (1280, ColorScheme.Dark, Only("color-contrast")), (390, ColorScheme.Light, Only("target-size")) })
        {
            // The page's security policy forbids scripts; the test's own must run.
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BypassCSP = true, ColorScheme = colors, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(InFolder("reports", "cumulus", "report.html")).AbsoluteUri);
            // axe does not lay out what the browser has not shown yet.
            await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = ".cluster { content-visibility: visible !important }" });
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
            var result = await page.RunAxe(rules);
            faults.AddRange(result.Violations.Select(fault => $"{width} {colors}: {fault.Id} ({fault.Help}), {fault.Nodes.Length} nodes, the first ones: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}"));
        }

        faults.ShouldBeEmpty();
    }
}
