using AtRest.Reports.Tests.Samples;
using Microsoft.Playwright;

namespace AtRest.Reports.Tests.Html;

[Collection<BrowserCollection>]
public sealed class ReportLayoutTests(Browser browser)
{
    private static readonly BrowserNewPageOptions Phone = new() { ViewportSize = new ViewportSize { Width = 360, Height = 740 } };

    /// <summary>Text that sticks out of the window, also inside what is clipped or folded away.</summary>
    private const string Overflowing = """
        () => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          for (const cluster of document.querySelectorAll('.cluster')) cluster.style.contentVisibility = 'visible';
          return [...document.querySelectorAll('body *')]
            .filter(element => !element.closest('thead, .skip, .defs, .hash'))
            .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(element => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 60)}`);
        }
        """;

    [Fact]
    public async Task Open_OnAPhone_NothingSticksOut()
    {
        foreach (var sample in new[] { SampleReports.Bank(), HostileReports.Everywhere() })
        {
            await using var report = await OpenReport.OpenAsync(browser, sample, Phone);

            (await report.Page.EvaluateAsync<string[]>(Overflowing)).ShouldBeEmpty();
            (await report.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBe(360);
        }
    }

    [Fact]
    public async Task Print_AnyReport_OpensWhatIsFoldedAway()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Single());
        const string isFoldedRowVisible = "() => document.querySelector('.quiet tbody tr').checkVisibility()";
        (await report.Page.EvaluateAsync<bool>(isFoldedRowVisible)).ShouldBeFalse();

        await report.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await report.Page.EvaluateAsync<bool>(isFoldedRowVisible)).ShouldBeTrue();
        (await report.Page.Locator("details[open]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Follow_LinkInAFleetOf200_LeadsToTheCluster()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Large(200));

        await report.Page.Locator("#clusters a[href='#cluster-137']").ClickAsync();

        await Assertions.Expect(report.Page.Locator("#cluster-137 h3")).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Open_EitherColourScheme_HasEnoughContrast(ColorScheme scheme)
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank(), new() { ColorScheme = scheme });

        (await report.Page.EvaluateAsync<string[]>(Contrast.TooLittle)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_WithTheKeyboard_ReachesLinksAndFoldedParts()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Single());

        await report.Page.Keyboard.PressAsync("Tab");
        (await report.Page.EvaluateAsync<string>("() => document.activeElement.className")).ShouldBe("skip");
        await report.Page.Locator("summary").First.FocusAsync();
        await report.Page.Keyboard.PressAsync("Enter");
        (await report.Page.Locator("details[open]").CountAsync()).ShouldBe(1);
    }
}
