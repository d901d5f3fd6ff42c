using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;

namespace AtRest.Functions.Tests.Living;

/// <summary>How the worker ends: asked to, or because its host is gone. In neither case is work lost.</summary>
[Trait("Measures", "time")]
public sealed class EndingTests(PublishedApp published)
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
        await ShouldBeCompleteAsync(app, auditId);
    }

    /// <summary>The host's process is there and does not answer any more: a worker cannot do anything for it.</summary>
    [Fact]
    public async Task Stream_Closed_EndsTheWorker()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        await app.Host.CloseAsync();

        await app.Host.Worker.WaitAsync(EndsWithin);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_Idle_EndsWithZero(bool hasAnswered)
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        if (hasAnswered)
        {
            // Its HTTP server listens. Without this the worker may still be starting.
            using var live = await app.SendAsync(HttpMethod.Get, "api/health/live");
        }

        app.Host.Terminate();

        (await app.Host.Worker.WaitAsync(EndsWithin)).ShouldBe(0, app.Host.Text);
        app.Host.Worker.Error.Text.ShouldBeEmpty();
    }

    /// <summary>What can be done within the grace period is done and answered.</summary>
    [Fact]
    public async Task Terminate_InMidBatch_FinishesWhatTheGracePeriodAllows()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder, new() { LatencyMs = 200 });
        var batch = await app.StartBatchAsync();

        app.Host.Terminate();

        (await batch.Answer).Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
        (await app.Host.Worker.WaitAsync(EndsWithin)).ShouldBe(0, app.Host.Text);
    }

    /// <summary>What cannot be done in time is given up, not waited for; its message comes again.</summary>
    [Fact]
    public async Task Terminate_InABatchThatTakesTooLong_EndsInTimeAndLosesNothing()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder, new() { LatencyMs = 4_000 });
        var batch = await app.StartBatchAsync();

        app.Host.Terminate();

        // The grace period of 5 s, and a little for the machine.
        (await app.Host.Worker.WaitAsync(TimeSpan.FromSeconds(7))).ShouldBe(0, app.Host.Text);
        await batch.Answer.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await app.RestartAsync();
        await app.Triggers.RunAsync(() => app.Host, Token);
        await ShouldBeCompleteAsync(app, batch.AuditId);
    }

    private static async Task ShouldBeCompleteAsync(FunctionsApp app, string auditId)
    {
        var status = await app.GetAsync($"api/organizations/acme/audits/{auditId}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        status.GetProperty("notEvaluated").GetInt32().ShouldBe(0);
        (await app.ReportsAsync("acme")).ShouldHaveSingleItem();
    }
}
