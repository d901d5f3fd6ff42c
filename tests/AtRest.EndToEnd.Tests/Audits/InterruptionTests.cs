using System.Diagnostics;
using AtRest.EndToEnd.Tests.Support;
using AtRest.Tests.Shared.Limits;

namespace AtRest.EndToEnd.Tests.Audits;

[Trait("Measures", "time")]
public sealed class InterruptionTests : CloudTest
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Audit_Signalled_StopsSoonAndLeavesNoFile(string signal)
    {
        var inventory = await ArrangeAsync(new Fleet(40), faults => faults with { LatencyMs = 60_000 });
        await using var process = AtRestProcess.Start(Settings, "audit", "--inventory", inventory, "--output", InFolder("reports"), "--save-evidence", InFolder("evidence"));
        await Until.TrueAsync("the folders are made, and the clouds are called", () => Directory.Exists(InFolder("evidence", "acme")) && Cloud.Calls.Count > 0);

        var watch = Stopwatch.StartNew();
        await process.SignalAsync(signal);
        var result = await process.WaitAsync();

        result.ExitCode.ShouldBe(130, result.ToString());
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "It must stop within two seconds; the rest is for a busy machine.");
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBe([inventory]);
    }
}
