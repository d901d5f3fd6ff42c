using System.Diagnostics;
using AtRest.EndToEnd.Tests.Support;

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
        await UntilFoldersAreThereAsync();

        var watch = Stopwatch.StartNew();
        await process.SignalAsync(signal);
        var result = await process.WaitAsync();

        result.ExitCode.ShouldBe(130, result.ToString());
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "It must stop within two seconds; the rest is for a busy machine.");
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBe([inventory]);
    }

    /// <summary>They are made just before the clouds are asked, which then takes longer than any test would wait.</summary>
    private async Task UntilFoldersAreThereAsync()
    {
        var watch = Stopwatch.StartNew();
        while (!Directory.Exists(InFolder("evidence", "acme")))
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "The audit did not begin.");
            await Task.Delay(20, Cancellation);
        }

        await Task.Delay(500, Cancellation);
    }
}
