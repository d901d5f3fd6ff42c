using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Living;

/// <summary>How the worker ends because its host is gone. No work is lost.</summary>
[Trait("Measures", "time")]
public sealed class HostGoneTests(PublishedApp published)
{
    /// <summary>A worker whose host is gone does nothing useful and keeps its memory: it ends within this time.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_Killed_TakesItsIdleWorkerAlong()
    {
        await using var app = await FunctionsApp.PrepareAsync(published.Folder);
        await using var host = await HostProcess.StartAsync(app.Options, Token);
        Processes.IsRunning(host.WorkerId).ShouldBeTrue();

        await host.KillAsync();

        await Processes.EndOfAsync(host.WorkerId, EndsWithin, Token);
    }

    /// <summary>The message is still there, and the next host's worker does what the first one left.</summary>
    [Fact]
    public async Task Host_KilledInMidBatch_TakesItsWorkerAlongAndTheAuditGoesOn()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder, new() { LatencyMs = 2_000 });
        var (auditId, batch) = await app.PlanAsync();
        await using var host = await HostProcess.StartAsync(app.Options, Token);
        await host.CallAsync("AuditCluster", batch, Token);
        await app.UntilReadingAsync();

        await host.KillAsync();

        await Processes.EndOfAsync(host.WorkerId, EndsWithin, Token);
        await app.Triggers.RunAsync(() => app.Host, Token);
        await app.ShouldBeCompleteAsync(auditId);
    }

    /// <summary>The host's process is there and does not answer any more: a worker cannot do anything for it.</summary>
    [Fact]
    public async Task Stream_Closed_EndsTheWorker()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        await app.Host.CloseAsync();

        await app.Host.Worker.WaitAsync(EndsWithin);
    }
}
