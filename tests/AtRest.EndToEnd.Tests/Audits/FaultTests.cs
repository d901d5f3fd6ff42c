using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class FaultTests : CloudTest
{
    [Fact]
    public async Task Audit_HalfOfTheCallsThrottled_GivesTheSameVerdicts() =>
        await ShouldGiveTheSameVerdictsAsync(faults => faults with { ThrottleRate = 0.5, Seed = 7 });

    [Fact]
    public async Task Audit_AThirdOfTheCallsFailing_GivesTheSameVerdicts() =>
        await ShouldGiveTheSameVerdictsAsync(faults => faults with { FailureRate = 0.3, DropConnections = true, Seed = 7 });

    private async Task ShouldGiveTheSameVerdictsAsync(Func<FakeFaults, FakeFaults> faults)
    {
        var inventory = await ArrangeAsync(new Fleet(8, Planted), faults);

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        var failed = Findings(result.Output, "fail");
        failed.Where(finding => finding.StartsWith("KMS-2", StringComparison.Ordinal)).ShouldBe(["KMS-2 cluster-3"]);
        failed.Where(finding => finding.StartsWith("KMS-6", StringComparison.Ordinal)).ShouldBe(["KMS-6 cluster-5"]);
        Findings(result.Output, "unknown").ShouldBeEmpty();
    }

    private static FakeKey Planted(int number, FakeKey key) => number switch
    {
        3 => key with { State = "Disabled" },
        5 => key with { Rotation = null, Rotations = [] },
        _ => key,
    };

    private static List<string> Findings(string json, string status)
    {
        using var report = JsonDocument.Parse(json);
        return [.. report.RootElement.GetProperty("clusters").EnumerateArray().SelectMany(cluster => cluster.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("status").GetString() == status)
            .Select(finding => $"{finding.GetProperty("ruleId").GetString()} {cluster.GetProperty("name").GetString()}"))];
    }
}
