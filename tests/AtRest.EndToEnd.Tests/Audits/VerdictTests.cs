using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class VerdictTests : CloudTest
{
    [Fact]
    public async Task Audit_EverythingIsRight_IsCompliant()
    {
        var inventory = await ArrangeAsync(new Fleet(2));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("COMPLIANT");
        result.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Audit_OneKeyIsDisabled_IsNonCompliantAndNamesTheRule()
    {
        var inventory = await ArrangeAsync(new Fleet(2, (number, key) => number == 2 ? key with { State = "Disabled" } : key));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Output.ShouldContain("KMS-2");
        result.Output.ShouldContain(Fleet.KeyArn(2));
        result.Output.ShouldNotContain(Fleet.KeyArn(1));
    }

    [Fact]
    public async Task Audit_PoliciesMayNotBeRead_IsIndeterminateAndNamesThePermission()
    {
        var inventory = await ArrangeAsync(new Fleet(1).Deny("kms:GetKeyPolicy"));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("kms:GetKeyPolicy");
    }

    [Fact]
    public async Task Audit_OneClusterChosen_LooksAtNothingElse()
    {
        var inventory = await ArrangeAsync(new Fleet(3, (number, key) => number == 2 ? key with { State = "Disabled" } : key));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--cluster", Fleet.ClusterId(1));

        result.ExitCode.ShouldBe(0, result.ToString());
        Cloud.History.Where(call => call.Operation.StartsWith("kms:", StringComparison.Ordinal)).ShouldAllBe(call => call.Resource == Fleet.KeyArn(1));
    }

    [Fact]
    public async Task Audit_Json_PrintsOneReportALineAndNothingElse()
    {
        var inventory = await ArrangeAsync(new Fleet(1));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json", "--output", InFolder("reports"));

        var line = result.Output.ShouldEndWithNewline();
        using var report = System.Text.Json.JsonDocument.Parse(line);
        report.RootElement.GetProperty("organization").GetProperty("id").GetString().ShouldBe("acme");
        Directory.GetFiles(InFolder("reports", "acme")).Select(Path.GetFileName).Order().ShouldBe(["report.html", "report.json"]);
    }
}
