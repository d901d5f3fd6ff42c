using System.Net;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests;

/// <summary>What every format says about a report as a whole.</summary>
public sealed class ProvenanceTests
{
    private const string Headline = "1 of 8 declared clusters was audited: it is compliant; 7 were left out";

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Json_Demo_SaysSoAndWhereItComesFrom(string format)
    {
        var report = await JsonAsync(format, ProvenReports.Demo());

        report.GetProperty("demo").GetBoolean().ShouldBeTrue();
        report.GetProperty("scope").GetString().ShouldBe("organization");
        JsonSerializer.Serialize(report.GetProperty("orderedBy")).ShouldBe("""{"cause":"commandLine","name":"\u003Calice\u003E on build-7"}""");
        report.GetProperty("inventorySha256").GetString().ShouldBe(ProvenReports.Hash);
        var period = report.GetProperty("period");
        period.GetProperty("moment").GetString().ShouldBe("2026-11-24T02:00:07Z");
        period.GetProperty("recordsSince").GetString().ShouldBe("2026-08-25T02:00:07Z");
        period.TryGetProperty("readFrom", out _).ShouldBeTrue();
        report.GetProperty("collectedAs").EnumerateArray().Select(reader => JsonSerializer.Serialize(reader)).ShouldBe(
        [
            $$"""{"cloud":"aws","account":"111122223333","identity":"{{ProvenReports.Session}}","source":"sts:AssumeRole"}""",
            """{"cloud":"aws","account":"222233334444","source":"sts:AssumeRole","detail":"AWS refused sts:AssumeRole \u003Cnow\u003E."}""",
            """{"cloud":"camunda","account":"https://api.cloud.camunda.io","identity":"client-7","source":"the API client that ACME_ID names"}""",
        ]);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Json_Partial_HasScopeAndHeadline(string format)
    {
        var report = await JsonAsync(format, ProvenReports.Partial());

        report.GetProperty("scope").GetString().ShouldBe("clusters");
        report.GetProperty("headline").GetString().ShouldBe(Headline);
        report.GetProperty("leftOut").GetArrayLength().ShouldBe(7);
        report.TryGetProperty("demo", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Json_WaivedFailures_AreInTheHeadlineAndTheSummary(string format)
    {
        var report = await JsonAsync(format, SampleReports.Waived());

        report.GetProperty("headline").GetString().ShouldBe("The one declared cluster was audited: it is compliant, with 1 waived failure");
        report.GetProperty("summary").GetProperty("waived").GetInt32().ShouldBe(1);
        (await JsonAsync(format, SampleReports.Single())).GetProperty("summary").GetProperty("waived").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Json_CloudThatAtRestDoesNotKnow_IsUnknownWithItsName()
    {
        var report = await JsonAsync("json", ProvenReports.UnknownCloud());

        var stranger = report.GetProperty("clusters").EnumerateArray().Single(cluster => cluster.GetProperty("id").GetString() == "c-stranger");
        stranger.GetProperty("provider").GetString().ShouldBe("unknown");
        stranger.GetProperty("reported").GetProperty("provider").GetString().ShouldBe("<Azure>");
    }

    [Fact]
    public async Task Html_CloudThatAtRestDoesNotKnow_IsNamed()
    {
        var page = await Renderers.RenderTextAsync("html", ProvenReports.UnknownCloud());

        page.ShouldContain("&lt;Azure&gt; (a cloud that AtRest does not support)");
        page.ShouldNotContain("Google Cloud westeurope");
        page.ShouldNotContain("Google Cloud, westeurope");
        (await Renderers.RenderTextAsync("html", ProvenReports.NoCloud())).ShouldContain("Unknown cloud westeurope");
        var nowhere = ProvenReports.NoCloud();
        nowhere = nowhere with { Clusters = [.. nowhere.Clusters.Select(audit => audit.Cluster.Id == "c-stranger" ? audit with { Cluster = audit.Cluster with { Region = "unknown" } } : audit)] };
        (await Renderers.RenderTextAsync("html", nowhere)).ShouldContain("<dt>Hosted in</dt><dd>Unknown</dd>");
    }

    [Fact]
    public async Task Html_Demo_HasABannerATitleAndAMarkOnEveryPrintedPage()
    {
        var page = await Renderers.RenderTextAsync("html", ProvenReports.Demo());

        page.ShouldContain("<strong>Demonstration.</strong> This fleet is made up");
        page.IndexOf("Demonstration.", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("<h1>", StringComparison.Ordinal));
        page.ShouldContain("<title>Demonstration: ");
        page.ShouldContain("<body class=\"demo\">");
        page.ShouldContain("@page demo");
        page.ShouldContain("UTC · demonstration</p>");
        (await Renderers.RenderTextAsync("html", SampleReports.Bank())).ShouldNotContain("emonstration.</strong>");
    }

    [Fact]
    public async Task Html_Demo_SaysWhoOrderedItAndWhichIdentityRead()
    {
        var page = WebUtility.HtmlDecode(await Renderers.RenderTextAsync("html", ProvenReports.Demo()));

        page.ShouldContain("<alice> on build-7 (command line)");
        page.ShouldContain(ProvenReports.Session);
        page.ShouldContain("AWS refused sts:AssumeRole <now>.");
        page.ShouldContain(ProvenReports.Hash);
        page.ShouldContain("kept for 91 days, that is, since 25 August 2026");
    }

    [Fact]
    public async Task Html_NothingIsRecorded_SaysSo()
    {
        var page = await Renderers.RenderTextAsync("html", SampleReports.Bank());

        page.ShouldContain("<dt>Ordered by</dt><dd>not recorded</dd>");
        page.ShouldContain("The identities that read the accounts are not recorded.");
    }

    /// <summary>Neither the first words, nor the colour, nor the title, nor what sums up.</summary>
    [Fact]
    public async Task Html_Partial_NeverReadsLikeOneAboutTheOrganization()
    {
        var page = WebUtility.HtmlDecode(await Renderers.RenderTextAsync("html", ProvenReports.Partial()));

        page.ShouldContain($"{Headline}</h2>");
        page.ShouldContain("<section class=\"verdict none\"");
        page.ShouldContain("<title>Encryption at rest: 1 of 8 declared clusters of Zürcher Handelsbank AG, ");
        page.ShouldContain("<p class=\"for\">1 of 8 declared clusters of <bdi>Zürcher Handelsbank AG</bdi></p>");
        page.ShouldContain("<body class=\"partial\">");
        page.ShouldContain("UTC · partial: 1 of 8 declared clusters</p>");
        page.ShouldContain("<code>left-out-7</code>");
        page.ShouldContain("<dd>change of a key</dd>");
        page.ShouldContain("by <bob>");
        page.Split("It does not cover the other 7 clusters or the organization as a whole.").Length.ShouldBe(3, "The fleet and the frameworks sum up.");
        page.ShouldNotContain("Every cluster is compliant");
    }

    [Fact]
    public async Task Html_PartialWithFailures_KeepsTheirColour()
    {
        var report = SampleReports.Bank() with { LeftOut = ["other"] };
        var page = await Renderers.RenderTextAsync("html", report);

        page.ShouldContain("<section class=\"verdict fail\"");
        page.ShouldContain("6 of 7 declared clusters were audited: 1 is non-compliant, 2 are indeterminate, 3 are compliant (with 1 waived failure); 1 was left out</h2>");
        page.ShouldContain("1 of 6 audited clusters breaks at least one required rule.");
        page.ShouldContain("It does not cover the other cluster");
    }

    private static async Task<JsonElement> JsonAsync(string format, AuditReport report) => JsonDocument.Parse(await Renderers.RenderAsync(format, report)).RootElement;
}
