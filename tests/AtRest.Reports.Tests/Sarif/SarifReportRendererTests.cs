using System.Text.Json.Nodes;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests.Sarif;

public sealed class SarifReportRendererTests
{
    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sarif_ReportOfAnyKind_IsValidWithAResultForEachFinding(string sample)
    {
        var report = NamedReports.Of(sample);
        var text = await Renderers.RenderTextAsync("sarif", report);

        (await ForeignSchema.Sarif.ErrorsAsync(text)).ShouldBeEmpty();
        var results = ResultsOf(text);
        results.Count.ShouldBe(report.Clusters.Sum(cluster => cluster.Findings.Length) + report.Findings.Length);
        results.Select(result => result["partialFingerprints"]!["atRestFinding/v1"]!.GetValue<string>()).ShouldBeUnique();

        // https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, 3.27.10: only a failure has a level.
        results.ShouldAllBe(result => result["kind"]!.GetValue<string>() == "fail" || result["level"]!.GetValue<string>() == "none");
        results.ShouldAllBe(result => result["locations"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task Sarif_Results_HaveTheKindsAndLevelsOfTheFindings()
    {
        var results = ResultsOf(await Renderers.RenderTextAsync("sarif", SampleReports.Bank()));

        (string Kind, string Level) Of(string rule) => results.Where(result => result["ruleId"]!.GetValue<string>() == rule).Select(result => (result["kind"]!.GetValue<string>(), result["level"]!.GetValue<string>())).First();
        Of("KMS-2").ShouldBe(("fail", "error"));
        Of("KPOL-1").ShouldBe(("open", "none"));
        Of("KMS-1").ShouldBe(("pass", "none"));
        Of("KMS-7").ShouldBe(("notApplicable", "none"));
    }

    [Fact]
    public async Task Sarif_WaivedFailure_IsSuppressed()
    {
        var waived = ResultsOf(await Renderers.RenderTextAsync("sarif", SampleReports.Waived())).Single(result => result["suppressions"] is not null);

        waived["kind"]!.GetValue<string>().ShouldBe("fail");
        waived["suppressions"]![0]!["status"]!.GetValue<string>().ShouldBe("accepted");
        waived["suppressions"]![0]!["justification"]!.GetValue<string>().ShouldContain("A. Keller, CISO");
    }

    [Fact]
    public async Task Sarif_Rules_AreTheCatalogueWithHelp()
    {
        var run = JsonNode.Parse(await Renderers.RenderTextAsync("sarif", SampleReports.Single()))!["runs"]![0]!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();

        rules.Select(rule => rule!["id"]!.GetValue<string>()).ShouldBe(RuleCatalog.Descriptors.Select(rule => rule.Id));
        foreach (var rule in rules)
        {
            rule!["help"]!["markdown"]!.GetValue<string>().ShouldStartWith($"# {rule["id"]!.GetValue<string>()}: ");
            rule["help"]!["text"]!.GetValue<string>().ShouldNotContain(".md)");
            rule["properties"]!["tags"]!.AsArray().Count.ShouldBeInRange(1, 10);
            rule["helpUri"].ShouldBeNull();
        }

        run["results"]!.AsArray().ShouldAllBe(result => rules[result!["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>() == result["ruleId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sarif_AddressOfTheRules_IsTheirHelpUri()
    {
        await using var services = new ServiceCollection().AddAtRestReports(new ReportOptions { RulePage = rule => $"https://example.com/rules/{rule}.md" }).BuildServiceProvider();
        using var stream = new MemoryStream();
        await services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == "sarif").RenderAsync(SampleReports.Single(), stream, TestContext.Current.CancellationToken);

        JsonNode.Parse(stream.ToArray())!["runs"]![0]!["tool"]!["driver"]!["rules"]![0]!["helpUri"]!.GetValue<string>().ShouldBe("https://example.com/rules/DECL-1.md");
    }

    private static IReadOnlyList<JsonNode> ResultsOf(string text) => [.. JsonNode.Parse(text)!["runs"]![0]!["results"]!.AsArray().Select(result => result!)];
}
