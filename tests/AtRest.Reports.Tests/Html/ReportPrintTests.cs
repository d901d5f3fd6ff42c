using AtRest.Core.Audits;
using AtRest.Reports.Tests.Pdf;
using AtRest.Reports.Tests.Samples;
using Microsoft.Playwright;

namespace AtRest.Reports.Tests.Html;

/// <summary>The report on paper, as Chromium prints it.</summary>
[Collection<BrowserCollection>]
public sealed class ReportPrintTests(Browser browser)
{
    [Fact]
    public async Task Print_EachPageButTheFirst_HasTheOrganizationTheDateAndTheReport()
    {
        var report = SampleReports.Bank();
        using var pdf = await PrintAsync(report);

        pdf.Pages.Count.ShouldBeGreaterThan(5);
        var day = Labels.Day(report.GeneratedAt);
        pdf.Pages.Skip(1).ShouldAllBe(page => Packed(page.Text).Contains(Packed($"{report.OrganizationName}·{day}"), StringComparison.Ordinal));
        pdf.Pages.ShouldAllBe(page => Packed(page.Text).Contains($"Report{report.ReportId}", StringComparison.Ordinal));
        pdf.Pages.ShouldAllBe(page => Packed(page.Text).Contains($"{page.Number}/{pdf.Pages.Count}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Bank\"; } body { display: none } </style><script>alert(1)</script> \\ 'x")]
    [InlineData("a\u202Eb\nc")]
    public async Task Print_HostileName_IsTextInTheHeader(string name)
    {
        var report = SampleReports.Bank() with { OrganizationName = name };
        await using var opened = await OpenReport.OpenAsync(browser, report);

        opened.Complaints.ShouldBeEmpty();
        (await opened.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).display")).ShouldBe("block");
        var running = await opened.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).getPropertyValue('--running')");
        using var pdf = new ReadPdf(await opened.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
        pdf.Pages.Skip(1).ShouldAllBe(page => Packed(page.Text).Contains(Packed(Labels.Day(report.GeneratedAt)), StringComparison.Ordinal));
        running.ShouldContain("\\");
    }

    /// <summary>No word of a table is broken because its column is too narrow, and nothing overlaps.</summary>
    [Fact]
    public async Task Print_Tables_HaveWideColumns()
    {
        await using var opened = await OpenReport.OpenAsync(browser, SampleReports.Bank(), new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 673, Height = 1000 } });
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        // 673 pixels are the 178 mm between the margins of A4.
        var narrow = await opened.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.numbers td:nth-child(-n+3), .controls td:nth-child(5), .evidence tr:not(.about) td:nth-child(2)')]
              .filter(cell => cell.checkVisibility() && cell.getBoundingClientRect().width < 150)
              .map(cell => `${cell.getBoundingClientRect().width}: ${cell.textContent.slice(0, 40)}`)
            """);
        var overflowing = await opened.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('td, th')].filter(cell => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1)
              .map(cell => `${cell.scrollWidth} in ${cell.clientWidth}: ${cell.textContent.slice(0, 40)}`)
            """);

        narrow.ShouldBeEmpty();
        overflowing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Print_Short_IsAFewPagesThatSayWhatIsMissing()
    {
        foreach (var report in new[] { SampleReports.Bank(), SampleReports.Large(200) })
        {
            using var full = await PrintAsync(report);
            using var brief = await PrintAsync(report, "#short-print");

            brief.Pages.Count.ShouldBeLessThanOrEqualTo(6);
            full.Pages.Count.ShouldBeGreaterThan(brief.Pages.Count);
            Packed(brief.Text).ShouldContain("Shortprint.");
            Packed(full.Text).ShouldNotContain("Shortprint.");
            brief.Text.ShouldContain("Frameworks");
            Packed(brief.Text).ShouldNotContain("Clustersindetail");
        }
    }

    [Fact]
    public async Task ShortPrint_OnAScreen_ChangesNothing()
    {
        await using var opened = await OpenReport.OpenAsync(browser, SampleReports.Bank(), place: "#short-print");

        (await opened.Page.Locator("#evidence").IsVisibleAsync()).ShouldBeTrue();
        (await opened.Page.Locator(".short-print-only").IsVisibleAsync()).ShouldBeFalse();
        (await opened.Page.Locator("#short-print").IsVisibleAsync()).ShouldBeTrue();
    }

    /// <summary>A reader of PDF files guesses the spaces.</summary>
    private static string Packed(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private async Task<ReadPdf> PrintAsync(AuditReport report, string place = "")
    {
        await using var opened = await OpenReport.OpenAsync(browser, report, place: place);
        return new ReadPdf(await opened.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
    }
}
