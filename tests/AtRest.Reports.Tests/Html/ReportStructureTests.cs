using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

[Collection<BrowserCollection>]
public sealed class ReportStructureTests(Browser browser)
{
    public static TheoryData<string> Samples => ["bank", "single", "without findings", "without clusters", "hostile", "demo", "partial"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Open_ReportOfAnyKind_HasHeadingsThatSkipNoLevel(string sample)
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleOf(sample));

        var levels = await report.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => Number(heading.tagName[1]))");

        levels[0].ShouldBe(1);
        levels.Count(level => level == 1).ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Open_ReportOfAnyKind_LinksOnlyToWhatIsThere(string sample)
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleOf(sample));

        (await report.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[href^=\"#\"]')].map(link => link.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))")).ShouldBeEmpty();
        (await report.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[id]')].map(element => element.id).filter((id, index, ids) => ids.indexOf(id) !== index)")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_AnyReport_SaysItsLanguageAndTitle()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        (await report.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        (await report.Page.TitleAsync()).ShouldBe("Encryption at rest: Zürcher Handelsbank AG, 24 November 2026");
        (await report.Page.Locator("main").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Open_Fleet_HasATextAlternative()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        (await report.Page.Locator("svg[role=img]").First.GetAttributeAsync("aria-label"))
            .ShouldBe("External key: 1 non-compliant, 1 indeterminate, 1 compliant.");
    }

    [Fact]
    public async Task Open_ClusterThatFails_ShowsTheWorstFailureFirst()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        var rules = await report.Page.Locator("#cluster-1 .finding.fail .rule").AllTextContentsAsync();

        rules.ShouldBe(["KMS-2", "KPOL-3", "KMS-6", "TRAIL-3"]);
        (await report.Page.Locator("#cluster-1 .because").TextContentAsync()).ShouldBe("These required rules fail: KMS-2, KPOL-3, TRAIL-3.");
    }

    [Fact]
    public async Task Open_AnyReport_ShowsEveryFindingOnce()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        var shown = await report.Page.Locator(".finding, .quiet:not(.framework) tbody tr:not(.about)").CountAsync();

        shown.ShouldBe(SampleReports.Bank().Clusters.Sum(cluster => cluster.Findings.Length) + SampleReports.Bank().Findings.Length);
    }

    [Fact]
    public async Task Open_ReportWithAPreviousOne_ShowsWhatChanged()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        (await report.Page.Locator("#changes h3").AllTextContentsAsync()).ShouldBe(
            ["New clusters 1", "Removed clusters 1", "Changed declared types 1", "Changed verdicts 1", "New failures 1", "Closed failures 2", "Changed key policies 1"]);
        (await report.Page.Locator("#changes ins").AllTextContentsAsync()).ShouldBe(["+        \"AWS\": \"arn:aws:iam::444455556666:root\""]);
        (await report.Page.Locator("#changes del").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Open_AnyReport_HasAPartPerFrameworkWithItsControls()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        var frameworks = SampleReports.Bank().Frameworks;
        (await report.Page.Locator(".framework").CountAsync()).ShouldBe(frameworks.Length);
        (await report.Page.Locator(".framework tbody tr").CountAsync()).ShouldBe(frameworks.Sum(framework => framework.Controls.Length));
        var rotation = report.Page.Locator(".framework", new() { HasText = "PCI DSS 4.0.1" }).Locator("tr", new() { HasText = "3.7.4" });
        (await rotation.TextContentAsync())!.ShouldContain("payments");
        (await rotation.TextContentAsync())!.ShouldContain("KMS-6, waived");
    }

    [Fact]
    public async Task Open_ReportWithoutAPreviousOne_SaysNothingOfChanges()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Single());

        (await report.Page.Locator("#changes, a[href='#changes']").CountAsync()).ShouldBe(0);
    }

    private static AuditReport SampleOf(string name) => name switch
    {
        "bank" => SampleReports.Bank(),
        "single" => SampleReports.Single(),
        "without findings" => SampleReports.WithoutFindings(),
        "without clusters" => SampleReports.WithoutClusters(),
        "demo" => ProvenReports.Demo(),
        "partial" => ProvenReports.Partial(),
        _ => HostileReports.Everywhere(),
    };
}
