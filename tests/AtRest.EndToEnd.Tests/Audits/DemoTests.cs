using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class DemoTests : CloudTest
{
    private static readonly string[] Families = ["DECL", "KMS", "KPOL", "TRAIL"];
    private static readonly string[] Statuses = ["pass", "fail", "unknown", "notApplicable"];

    [Fact]
    public async Task Demo_Always_ShowsEveryVerdictTypeAndStatusOfEachFamily()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        var clusters = Clusters(result.Output);
        clusters.Select(cluster => cluster.GetProperty("verdict").GetString()).ToHashSet().ShouldBe(["compliant", "nonCompliant", "indeterminate"], ignoreOrder: true);
        clusters.Select(cluster => cluster.GetProperty("declared").GetProperty("type").GetString()).ToHashSet().ShouldBe(["External", "Software", "Hardware", "Provider", "Undeclared"], ignoreOrder: true);
        var seen = clusters.SelectMany(cluster => cluster.GetProperty("findings").EnumerateArray())
            .Select(finding => $"{finding.GetProperty("ruleId").GetString()!.Split('-')[0]} {finding.GetProperty("status").GetString()}")
            .ToHashSet();
        Families.SelectMany(family => Statuses.Select(status => $"{family} {status}")).Except(seen).ShouldBeEmpty();
    }

    [Fact]
    public async Task Demo_Always_ShowsWaiversOfBothKinds()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--json");

        Lines(result.Output).SelectMany(report => report.GetProperty("waivers").EnumerateArray()).Select(waiver => waiver.GetProperty("state").GetString())
            .ShouldBe(["active", "expired"], ignoreOrder: true);
    }

    [Fact]
    public async Task Demo_OnATable_TellsHowToSeeThePage()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings().With("AWS_ENDPOINT_URL", "http://127.0.0.1:9"), "audit", "--demo");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain("--format html --output reports");
        result.Output.ShouldContain("waiver");
    }

    private static List<JsonElement> Clusters(string output) => [.. Lines(output).SelectMany(report => report.GetProperty("clusters").EnumerateArray())];

    private static IEnumerable<JsonElement> Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone());
}
