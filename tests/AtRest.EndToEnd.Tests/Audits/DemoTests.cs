using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class DemoTests : CloudTest
{
    private static readonly string[] Families = ["DECL", "KMS", "KPOL", "TRAIL", "MON", "USE", "GKMS"];
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
    public async Task Demo_Always_SaysThatItIsOneAlsoWhenItsEvidenceIsJudgedAgain()
    {
        var first = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--json", "--save-evidence", InFolder("evidence"), "--output", InFolder("reports"));
        var again = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--evidence", InFolder("evidence"), "--json");

        Lines(first.Output).ShouldAllBe(report => report.GetProperty("demo").GetBoolean());
        again.Output.ShouldBe(first.Output);
        File.ReadAllText(InFolder("reports", "acme-bank", "report.html")).ShouldContain("<strong>Demonstration.</strong>");
        Lines(first.Output).Sum(report => report.GetProperty("summary").GetProperty("clusters").GetInt32() - report.GetProperty("summary").GetProperty("undeclared").GetInt32()).ShouldBe(19);
    }

    [Fact]
    public async Task Demo_OneCluster_IsWrittenAsAPartialReport()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--cluster", "0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d1001", "--output", InFolder("reports"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Acme Bank (acme-bank), PARTIAL: 1 of 8 declared clusters was audited: it is compliant; 7 were left out");
        Directory.GetFiles(InFolder("reports", "acme-bank")).Select(Path.GetFileName).Order().ShouldBe(["report-partial.html", "report-partial.json"]);
        var report = JsonDocument.Parse(File.ReadAllText(InFolder("reports", "acme-bank", "report-partial.json"))).RootElement;
        report.GetProperty("scope").GetString().ShouldBe("clusters");
        report.GetProperty("orderedBy").GetProperty("cause").GetString().ShouldBe("commandLine");
        report.GetProperty("collectedAs").EnumerateArray().Select(reader => reader.GetProperty("account").GetString()).ShouldContain("111122223333");
    }

    [Fact]
    public async Task Demo_OnATable_SaysHowToSeeThePage()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings().With("AWS_ENDPOINT_URL", "http://127.0.0.1:9"), "audit", "--demo");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain("--format html --output reports");
        result.Error.ShouldContain("Auditing 19 declared clusters");
        result.Error.ShouldNotContain("(warning)");
        result.Output.ShouldStartWith("DEMONSTRATION: ");
        result.Output.ShouldContain("All 8 declared clusters were audited, and 1 that the inventory does not declare (workshop): ");
        result.Output.ShouldContain("waiver");
    }

    private static List<JsonElement> Clusters(string output) => [.. Lines(output).SelectMany(report => report.GetProperty("clusters").EnumerateArray())];

    private static IEnumerable<JsonElement> Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone());
}
