using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.JUnit;
using AtRest.Reports.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests.Sarif;

/// <summary>Both formats of policy checks.</summary>
public sealed class SarifPolicyRendererTests
{
    private static readonly Finding Public = SampleFindings.Pass("KPOL-2", "The key is not public", "The statement allows everyone.") with { Status = FindingStatus.Fail, Severity = Severity.Critical };
    private static readonly Finding Grants = SampleFindings.Pass("KPOL-7", "Grants are for expected roles", "The grants are not known.") with { Status = FindingStatus.Unknown };
    private static readonly Finding Fine = SampleFindings.Pass("KPOL-5", "The owner's account keeps control of the key", "It does.");

    private static readonly CheckedPolicy Policy = new()
    {
        Tool = new ToolInfo("AtRest", "0.1.0"),
        File = "policies/my%20key.json",
        Key = SampleClusters.PrimaryKey,
        Verdict = Verdict.NonCompliant,
        Findings =
        [
            new(Public, [new("$.Statement[0]", "Everyone", new(4, 5, 9, 6)), new("$.Statement[2]", null, null)], Counts: true),
            new(Grants, [new("$", null, new(1, 1, 20, 2))], Counts: false),
            new(Fine, [new("$", null, new(1, 1, 20, 2))], Counts: true),
        ],
    };

    [Fact]
    public async Task Sarif_Policy_HasWhatNeedsActionWithItsPlaces()
    {
        var text = await RenderAsync("sarif", Policy, JUnitUnknown.Failure);

        (await ForeignSchema.Sarif.ErrorsAsync(text)).ShouldBeEmpty();
        var run = JsonNode.Parse(text)!["runs"]![0]!;
        var result = run["results"]!.AsArray().ShouldHaveSingleItem()!;
        result["ruleId"]!.GetValue<string>().ShouldBe("KPOL-2");
        result["level"]!.GetValue<string>().ShouldBe("error");
        var physical = result["locations"]![0]!["physicalLocation"]!;
        physical["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe("policies/my%20key.json");
        physical["region"]!.ToJsonString().ShouldBe("""{"startLine":4,"startColumn":5,"endLine":9,"endColumn":6}""");
        result["locations"]![0]!["logicalLocations"]![0]!["name"]!.GetValue<string>().ShouldBe("Everyone");
        result["locations"]![1]!["physicalLocation"]!["region"].ShouldBeNull();
        result["locations"]![1]!["logicalLocations"]![0]!["fullyQualifiedName"]!.GetValue<string>().ShouldBe("$.Statement[2]");
    }

    [Fact]
    public async Task Sarif_PolicyFromStandardInput_HasNoFile()
    {
        var text = await RenderAsync("sarif", Policy with { File = null }, JUnitUnknown.Failure);

        (await ForeignSchema.Sarif.ErrorsAsync(text)).ShouldBeEmpty();
        text.ShouldNotContain("physicalLocation");
    }

    [Fact]
    public async Task Sarif_PolicyCheckedTwice_HasTheSameBytesAndFingerprints()
    {
        (await RenderAsync("sarif", Policy, JUnitUnknown.Failure)).ShouldBe(await RenderAsync("sarif", Policy, JUnitUnknown.Failure));
        var moved = Policy with { Findings = [.. Policy.Findings.Select(one => one with { Places = [new("$.Statement[0]", "Everyone", new(40, 5, 49, 6))] })] };

        string Fingerprint(string text) => JsonNode.Parse(text)!["runs"]![0]!["results"]![0]!["partialFingerprints"]!.ToJsonString();
        Fingerprint(await RenderAsync("sarif", moved, JUnitUnknown.Failure)).ShouldBe(Fingerprint(await RenderAsync("sarif", Policy, JUnitUnknown.Failure)));
    }

    [Theory]
    [InlineData(JUnitUnknown.Failure)]
    [InlineData(JUnitUnknown.Skipped)]
    public async Task JUnit_Policy_HasACaseForEachRuleAndCountsAsTheVerdictDoes(JUnitUnknown unknown)
    {
        var text = await RenderAsync("junit", Policy, unknown);

        JUnitReportRendererTests.ErrorsOf(text).ShouldBeEmpty();
        var suite = XDocument.Parse(text).Root!.Element("testsuite")!;
        suite.Attribute("tests")!.Value.ShouldBe("3");
        suite.Attribute("failures")!.Value.ShouldBe("1");

        // What depends on grants changes no verdict without them, so it is never a failure.
        suite.Attribute("skipped")!.Value.ShouldBe("1");
        suite.Descendants("failure").Single().Value.ShouldContain("policies/my%20key.json:4:5: $.Statement[0] (Everyone)");
    }

    [Theory]
    [InlineData("{}", 0, 2, 1, 1, 1, 3)]
    [InlineData("a\nbc\n", 2, 4, 2, 1, 2, 3)]
    [InlineData("a\r\nbc", 3, 5, 2, 1, 2, 3)]
    [InlineData("a\rbc", 2, 3, 2, 1, 2, 2)]
    [InlineData("\U0001F511x", 2, 3, 1, 3, 1, 4)]
    public void Region_OfAnyText_CountsLinesAndUtf16(string text, int start, int end, int startLine, int startColumn, int endLine, int endColumn) =>
        TextRegion.Of(text, start..end).ShouldBe(new TextRegion(startLine, startColumn, endLine, endColumn));

    private static async Task<string> RenderAsync(string format, CheckedPolicy policy, JUnitUnknown unknown)
    {
        await using var services = new ServiceCollection().AddAtRestReports(new ReportOptions { JUnitUnknown = unknown }).BuildServiceProvider();
        using var stream = new MemoryStream();
        await services.GetServices<IPolicyCheckRenderer>().Single(renderer => renderer.Format == format).RenderAsync(policy, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
