using System.IO.Compression;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Pages;

public sealed partial class PagesReportRendererTests
{
    [Fact]
    public async Task Render_SameReportTwice_GivesSameBytes()
    {
        var first = await Renderers.RenderAsync("pages", SampleReports.Large(120));

        (await Renderers.RenderAsync("pages", SampleReports.Large(120))).ShouldBe(first);
    }

    [Theory]
    [InlineData(0, "index.html")]
    [InlineData(1, "clusters-0001.html names-0001.html index.html")]
    [InlineData(250, "clusters-0001.html clusters-0002.html clusters-0003.html names-0001.html index.html")]
    public async Task Render_FleetOfAnySize_HasItsPages(int clusters, string names)
    {
        var pages = await PagesOf(clusters == 0 ? SampleReports.WithoutClusters() : SampleReports.Large(clusters));

        pages.Select(page => page.Name).ShouldBe(names.Split(' '));
    }

    /// <summary>Every link leads to a place that exists, on its page or another one.</summary>
    [Fact]
    public async Task Render_Links_LeadToWhatIsThere()
    {
        foreach (var report in new[] { SampleReports.Large(250), SampleReports.Bank(), HostileReports.Everywhere(), SampleReports.WithoutClusters() })
        {
            var pages = await PagesOf(report);
            var places = pages.ToDictionary(page => page.Name, page => Ids().Matches(page.Text).Select(match => match.Groups[1].Value).ToHashSet());
            foreach (var (name, text) in pages)
            {
                Ids().Matches(text).Select(match => match.Groups[1].Value).ShouldBeUnique();
                foreach (var link in Links().Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("https:", StringComparison.Ordinal)))
                {
                    var parts = link.Split('#');
                    var target = parts[0].Length == 0 ? name : parts[0];
                    places.ShouldContainKey(target, $"{name}: {link}");
                    (parts.Length == 1 || places[target].Contains(parts[1])).ShouldBeTrue($"{name}: {link}");
                }
            }
        }
    }

    [Fact]
    public async Task Render_EveryCluster_IsInDetailOnOnePageAndOnceInTheListOfNames()
    {
        var pages = await PagesOf(SampleReports.Large(250));

        for (var number = 1; number <= 250; number++)
        {
            var heading = $"<h3><bdi>cluster-{number:d3}</bdi></h3>";
            pages.Count(page => page.Text.Contains(heading, StringComparison.Ordinal)).ShouldBe(1);
            pages.Single(page => page.Name == "names-0001.html").Text.Split($"<bdi>cluster-{number:d3}</bdi></a>").Length.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Render_Html_OfMoreThan200Clusters_IsAnOverviewThatSaysWhereTheDetailsAre()
    {
        var page = await Renderers.RenderTextAsync("html", SampleReports.Large(201));

        page.ShouldContain("This page is an overview of 201 clusters.");
        page.ShouldContain("--format pages");
        page.ShouldNotContain("id=\"details\"");
        page.ShouldNotContain("id=\"evidence\"");
        page.ShouldContain("KMS-2 not met:");
        page.ShouldContain("clusters need action");
        (await Renderers.RenderTextAsync("html", SampleReports.Large(200))).ShouldContain("id=\"details\"");
    }

    private static async Task<List<(string Name, string Text)>> PagesOf(AuditReport report)
    {
        await using var zip = new ZipArchive(new MemoryStream(await Renderers.RenderAsync("pages", report)));
        var pages = new List<(string, string)>();
        foreach (var entry in zip.Entries)
        {
            entry.LastWriteTime.Year.ShouldBe(1980);
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            pages.Add((entry.FullName, await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        return pages;
    }

    [GeneratedRegex("""<[^>]* id="?([^" >]+)""")]
    private static partial Regex Ids();

    [GeneratedRegex("""<[^>]* href="?([^" >]+)""")]
    private static partial Regex Links();
}
