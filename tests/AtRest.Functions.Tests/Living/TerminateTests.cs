using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;

namespace AtRest.Functions.Tests.Living;

/// <summary>How the worker ends when its host asks it to. No work is lost.</summary>
[Trait("Measures", "time")]
public sealed class TerminateTests(PublishedApp published)
{
    /// <summary>A worker that has nothing to do any more ends within this time.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        await app.ShouldBeCompleteAsync(batch.AuditId);
    }
}
