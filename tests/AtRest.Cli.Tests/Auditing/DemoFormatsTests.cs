using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Auditing;

/// <summary>The demo's fleet in the formats for other systems.</summary>
public sealed class DemoFormatsTests
{
    [Fact]
    public async Task Demo_AllFormats_AgreeAboutTheFindings()
    {
        using var folder = new TemporaryFolder();
        var run = await CliRun.OfAsync("audit", "--demo", "--quiet", "--output", folder.Path, "--format", "json,csv,ocsf,oscal,sarif,junit,md", "--junit-unknown", "skipped");

        run.ExitCode.ShouldBe(ExitCode.NonCompliant, run.Error);
        foreach (var organization in Directory.EnumerateDirectories(folder.Path))
        {
            string Read(string name) => File.ReadAllText(Path.Combine(organization, name));
            var report = JsonNode.Parse(Read("report.json"))!;
            var findings = report["clusters"]!.AsArray().SelectMany(cluster => cluster!["findings"]!.AsArray()).Concat(report["findings"]!.AsArray()).ToList();
            var failed = findings.Count(finding => finding!["status"]!.GetValue<string>() == "fail");

            var events = Read("report.ocsf.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
            events.Count.ShouldBe(findings.Count);
            events.Count(one => one["compliance"]!["status_id"]!.GetValue<int>() == 3).ShouldBe(failed);
            events.ShouldAllBe(one => one["metadata"]!["labels"]![0]!.GetValue<string>() == "demo");
            var results = JsonNode.Parse(Read("report.sarif"))!["runs"]![0]!["results"]!.AsArray();
            results.Count.ShouldBe(findings.Count);
            results.Count(one => one!["kind"]!.GetValue<string>() == "fail").ShouldBe(failed);
            Read("report.csv").Split(",fail,").Length.ShouldBe(failed + 1);
            XDocument.Parse(Read("report.junit.xml")).Descendants("failure").ShouldAllBe(failure => !failure.Attribute("type")!.Value.EndsWith(".unknown", StringComparison.Ordinal));
            JsonNode.Parse(Read("report.oscal.json"))!["assessment-results"]!["results"]!.AsArray().Count.ShouldBe(1);
            Read("report.md").ShouldContain("**Demo:** this fleet is invented.");
        }
    }

    [Fact]
    public async Task Audit_JUnitOptionWithoutTheFormat_SaysWhatToWrite()
    {
        using var folder = new TemporaryFolder();
        var run = await CliRun.OfAsync("audit", "--demo", "--output", folder.Path, "--junit-unknown", "skipped");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("--junit-unknown is about JUnit files. Add --format junit, or omit it.");
    }

    [Fact]
    public async Task Audit_DefaultFormats_StayAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        await CliRun.OfAsync("audit", "--demo", "--quiet", "--output", folder.Path);

        Directory.EnumerateFiles(Directory.EnumerateDirectories(folder.Path).First()).Select(Path.GetFileName).Order().ShouldBe(["report.html", "report.json"]);
    }
}
