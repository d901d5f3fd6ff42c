using System.Text.Json;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Auditing;

/// <summary>The demo shows what optional calls find, and makes them only if an option asks for them.</summary>
public sealed class DemoEvidenceTests
{
    private const string Google = "kmsinventory.getProtectedResourcesSummary";
    private const string Activity = "camunda:GET /activity/json";
    private const string Metrics = "cloudwatch:GetMetricData";

    [Fact]
    public async Task Demo_WithoutOptions_MakesNoOptionalCall()
    {
        var output = await AuditAsync();

        output.ShouldNotContain(Google);
        output.ShouldNotContain(Activity);
        output.ShouldNotContain(Metrics);
        output.ShouldNotContain("accountRequests");
    }

    [Fact]
    public async Task Demo_GoogleKeyUsage_ShowsWhatTheOldVersionProtects()
    {
        var output = await AuditAsync("--google-key-usage");

        output.ShouldContain(Google);
        Finding(output, "pricing", "GKMS-2").ShouldContain("4 resources");
    }

    [Fact]
    public async Task Demo_CamundaActivity_ShowsWhoChangedTheKeys()
    {
        var output = await AuditAsync("--camunda-activity");

        output.ShouldContain(Activity);
        Finding(output, "payments", "DECL-2").ShouldContain("tomas@acme-bank.example");
    }

    [Fact]
    public async Task Demo_UsageMetrics_ShowsTheRequestsOfTheAccounts()
    {
        var output = await AuditAsync("--usage-metrics");

        using var report = JsonDocument.Parse(output.Split('\n')[0]);
        var account = report.RootElement.GetProperty("costs").GetProperty("accountRequests").EnumerateArray().ShouldHaveSingleItem();
        account.GetProperty("accountId").GetString().ShouldBe("111122223333");
        account.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("requests").GetInt64()).ShouldBe([1_246_800, 3_600]);
        account.GetProperty("most").GetDecimal().ShouldBe(3.7512m);
        account.GetProperty("least").GetDecimal().ShouldBe(3.6912m);
        output.Split('\n')[1].ShouldContain("AtRest could not read how many requests to AWS KMS account 222233334444");
    }

    private static async Task<string> AuditAsync(params string[] options)
    {
        var run = await CliRun.OfAsync(["audit", "--demo", "--json", "--quiet", .. options]);
        run.ExitCode.ShouldBe(1, run.Error);
        return run.Output;
    }

    private static string Finding(string output, string cluster, string rule)
    {
        using var report = JsonDocument.Parse(output.Split('\n')[0]);
        var found = report.RootElement.GetProperty("clusters").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == cluster);
        return found.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("ruleId").GetString() == rule).GetProperty("message").GetString()!;
    }
}
