using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

public sealed class HtmlReportRendererTests
{
    [Fact]
    public async Task Render_SameReportTwice_GivesSameBytes()
    {
        var first = await Renderers.RenderAsync("html", SampleReports.Bank());

        (await Renderers.RenderAsync("html", SampleReports.Bank())).ShouldBe(first);
    }

    [Fact]
    public async Task Render_FleetOf200_StaysBelow8KilobytesACluster()
    {
        var page = await Renderers.RenderAsync("html", SampleReports.Large(200));

        page.Length.ShouldBeInRange(200 * 2000, 200 * 8000);
    }

    [Fact]
    public async Task Render_Stream_StaysOpen()
    {
        using var stream = new MemoryStream();

        await Renderers.Of("html").RenderAsync(SampleReports.Single(), stream, TestContext.Current.CancellationToken);

        stream.CanWrite.ShouldBeTrue();
    }

    /// <summary>A result that enough clusters have is written once.</summary>
    [Theory]
    [InlineData(9, 9)]
    [InlineData(10, 1)]
    public async Task Render_ResultThatClustersShare_IsWrittenOnce(int clusters, int times)
    {
        var page = await Renderers.RenderTextAsync("html", SampleReports.Large(clusters));

        page.Split("<td>The declared plan is enterprise.<td>").Length.ShouldBe(times + 1);
        page.Contains("id=\"shared-1\"", StringComparison.Ordinal).ShouldBe(times == 1);
    }
}
