using System.Buffers.Binary;
using AtRest.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace AtRest.EndToEnd.Tests.Browser;

/// <summary>
/// The picture in the README shows the demo's report as it is today. With the environment variable <c>ATREST_TESTS_REWRITE=1</c> the test
/// writes the picture again; without it, the test checks the file that is there.
/// </summary>
public sealed class ReportPictureTests : CloudTest
{
    private const int Width = 1100;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("ATREST_TESTS_REWRITE") is "1";
    private static readonly string Picture = Repository.PathOf("docs", "images", "report.png");

    [Fact]
    public async Task Picture_OfTheDemo_IsInTheReadme()
    {
        var taken = await TakeAsync();
        if (IsRewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Picture)!);
            await File.WriteAllBytesAsync(Picture, taken, Cancellation);
        }

        var kept = await File.ReadAllBytesAsync(Picture, Cancellation);
        kept.Length.ShouldBeInRange(20_000, 300_000);
        kept.Take(Signature.Length).ShouldBe(Signature);
        SizeOf(kept).Width.ShouldBe(Width);
        // Fonts differ between machines, and so do line breaks: a picture of other parts of the report differs by more.
        SizeOf(kept).Height.ShouldBeInRange((int)(SizeOf(taken).Height * 0.8), (int)(SizeOf(taken).Height * 1.25), "Write the picture again: ATREST_TESTS_REWRITE=1.");
        (await File.ReadAllTextAsync(Repository.PathOf("README.md"), Cancellation)).ShouldContain("](docs/images/report.png)");
    }

    /// <summary>The cover without its list of facts, and the overview of the fleet.</summary>
    private async Task<byte[]> TakeAsync()
    {
        var run = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--organization", "acme-bank", "--format", "html", "--output", InFolder("reports"));
        run.ExitCode.ShouldBe(1, run.ToString());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = Width, Height = 900 }, ColorScheme = ColorScheme.Light });
        await page.GotoAsync(new Uri(InFolder("reports", "acme-bank", "report.html")).AbsoluteUri);
        await page.EvaluateAsync("document.querySelectorAll('.facts, .contents, #about').forEach(part => part.remove())");
        var end = await page.EvaluateAsync<double>("document.querySelector('#fleet').getBoundingClientRect().bottom + window.scrollY");

        return await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Clip = new Clip { X = 0, Y = 0, Width = Width, Height = (float)end } });
    }

    /// <summary>Reads the size from the header of a PNG file (https://www.w3.org/TR/png-3/#11IHDR).</summary>
    private static (int Width, int Height) SizeOf(byte[] picture) =>
        (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)));
}
