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
    public async Task Render_FleetOf500_StaysBelow20KilobytesACluster()
    {
        var page = await Renderers.RenderAsync("html", SampleReports.Large(500));

        page.Length.ShouldBeInRange(500 * 1024, 500 * 20 * 1024);
    }

    [Fact]
    public async Task Render_Stream_StaysOpen()
    {
        using var stream = new MemoryStream();

        await Renderers.Of("html").RenderAsync(SampleReports.Single(), stream, TestContext.Current.CancellationToken);

        stream.CanWrite.ShouldBeTrue();
    }
}
