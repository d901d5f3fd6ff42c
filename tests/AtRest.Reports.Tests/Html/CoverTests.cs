using System.Net;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

public sealed class CoverTests
{
    [Fact]
    public async Task Render_FleetWithFailures_SaysThatActionIsNeeded() => (await CoverOf(SampleReports.Bank())).ShouldContain(
        "1 of 6 clusters breaks at least one required rule. 2 could not be judged completely, because evidence for a required rule could not be read. 3 are compliant.");

    [Fact]
    public async Task Render_OneClusterThatFails_DoesNotCount() => (await CoverOf(HostileReports.Everywhere()))
        .ShouldContain("The one cluster that was audited breaks at least one required rule.");

    [Fact]
    public async Task Render_OneCompliantCluster_SaysSo() => (await CoverOf(SampleReports.Single()))
        .ShouldContain("The one cluster that was audited meets every required rule that applies to it.");

    [Fact]
    public async Task Render_IndeterminateFleet_SaysThatNothingFails()
    {
        var builder = new ReportBuilder();
        foreach (var name in new[] { "a", "b" })
        {
            builder.WithCluster(SampleClusters.External(name, name), SampleFindings.AllPass(SampleClusters.PrimaryKey).With("KPOL-2", SampleFailures.PolicyDenied));
        }

        (await CoverOf(builder.Build())).ShouldContain("No cluster breaks a required rule, but 2 of 2 clusters could not be judged completely");
    }

    [Fact]
    public async Task Render_NoCluster_ClaimsNothing()
    {
        var cover = await CoverOf(SampleReports.WithoutClusters());

        cover.ShouldContain("Nothing was audited");
        cover.ShouldNotContain("is compliant");
    }

    [Fact]
    public async Task Render_Waivers_AreOnTheCover()
    {
        var cover = await CoverOf(SampleReports.Bank());

        cover.ShouldContain("1 failure is accepted by a");
        cover.ShouldContain("1 waiver has expired and no longer applies.");
    }

    /// <summary>A verdict that rests on a waiver says so in its first words.</summary>
    [Fact]
    public async Task Render_WaivedFailures_AreInTheHeadline()
    {
        var cover = await CoverOf(SampleReports.Waived());

        cover.ShouldContain("Every cluster is compliant, with 1 waived failure</h2>");
        cover.ShouldContain("The one declared cluster was audited: it is compliant, with 1 waived failure.");
        (await CoverOf(SampleReports.Single())).ShouldNotContain("waived");
        (await CoverOf(SampleReports.Waived() with { LeftOut = ["other"] })).ShouldContain("1 of 2 declared clusters was audited: it is compliant, with 1 waived failure; 1 was left out</h2>");
    }

    private static async Task<string> CoverOf(AuditReport report)
    {
        var page = await Renderers.RenderTextAsync("html", report);
        var start = page.IndexOf("<header class=\"cover\">", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(page[start..page.IndexOf("</header>", start, StringComparison.Ordinal)]);
    }
}
