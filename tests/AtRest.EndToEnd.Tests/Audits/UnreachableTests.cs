using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>If the clouds cannot be reached, nothing is judged, and the cause is reported.</summary>
public sealed class UnreachableTests : CloudTest
{
    [Fact]
    public async Task Audit_CloudsUnreachable_IsIndeterminate()
    {
        var inventory = await WriteAsync("inventory.json", new Fleet(3).Inventory);

        var result = await AtRestProcess.RunAsync(CliSettings.For(new Uri("http://127.0.0.1:9")), "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Audit_NoCredentials_IsIndeterminateAndSaysSo()
    {
        var inventory = await WriteAsync("inventory.json", new Fleet(1).Inventory);

        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("credentials", Case.Insensitive);
    }

    [Fact]
    public async Task Audit_TheServiceIsDown_IsIndeterminate()
    {
        var inventory = await ArrangeAsync(new Fleet(1), faults => faults with { Down = ["kms"] });

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
    }
}
