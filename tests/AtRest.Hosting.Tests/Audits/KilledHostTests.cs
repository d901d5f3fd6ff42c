using AtRest.FakeClouds;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using AtRest.Tests.Shared.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A host hides the messages that it has taken for ten minutes, also those of a process that was killed. Nobody waits for that.</summary>
public sealed class KilledHostTests(AzuriteStorage azurite)
{
    /// <summary>As the Functions host has it.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(10);

    private static readonly MadeFleet Fleet = new(organizations: 1, clusters: 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Times_OfAWorkerThatIsKilled_AreBelowAMinuteTogether()
    {
        var times = new ClaimTimes();
        (times.Held + ResumeTimer.Interval + new PumpTimes().LongestPoll).ShouldBeLessThan(TimeSpan.FromSeconds(50));
        times.RenewInterval.ShouldBeInRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));
        times.Held.ShouldBeGreaterThan(times.RenewInterval * 2, "one renewal may be missed");
        times.Longest.ShouldBeInRange(AuditSteps.BatchLimit + TimeSpan.FromMinutes(1), Hidden - TimeSpan.FromSeconds(30));
        times.Quiet.ShouldBeGreaterThan(new PumpTimes().FirstRetry * 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audit_WhoseHostIsKilledInABatch_IsCompleteAfterARestart(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, inAzure ? await azurite.NewAsync() : null);
        await using var slow = await FakeCloud.StartAsync(Fleet.Scenario() with { Faults = new() { LatencyMs = 60_000 } }, cancellationToken: Cancellation);
        await using var server = new AuditServer(
            world.Settings,
            claims: new ClaimTimes(),
            more: services => services.AddSingleton(new PumpTimes { Visibility = Hidden, Renewal = Hidden / 2 }).AddAtRestServing());
        var order = AuditWorld.Order(MadeFleet.Id(1));
        await server.Audits.StartAsync(order, Cancellation);
        var start = WorkClaims.NameOf(server.Queue.Name, AuditMessage.Start(order).ToString());
        using (var child = ChildServer.Start(world, slow.Endpoint, Hidden, new ClaimTimes()))
        {
            await new ProcessOutput(child.StandardOutput).LineAsync(line => line == ChildServer.Ready, Cancellation);
            await Until.TrueAsync("the child works on a batch", async () => (await server.BlobNamesAsync("working/")).Exists(name => name != start));

            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(Cancellation);
        }

        await server.StartAsync();
        await Until.TrueAsync("the audit is complete", async () => (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!.State == AuditState.Completed);

        var entry = await server.OnlyReportAsync(order.OrganizationId);
        entry.AuditId.ShouldBe(order.AuditId);
        (await server.EvidenceAsync(entry)).NotEvaluated.ShouldBeEmpty();
        // A message goes after its work.
        await Until.TrueAsync("the messages of finished work are gone", async () => await server.Queue.CountAsync(Cancellation) <= 1);

        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1, "the killed host's message is still hidden");
    }

    /// <summary>The clocks of two machines differ: that one of them is an hour fast is no reason to take the other for dead.</summary>
    [Fact]
    public async Task RunAsync_OnAMachineWhoseClockIsFast_LeavesALivingWorkerAlone()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, await azurite.NewAsync());
        var time = new ShiftedTime();
        await using var server = world.ServeAtLeisure();
        await using var fast = new AuditServer(world.Settings, time, claims: new ClaimTimes());
        var order = AuditWorld.Order(MadeFleet.Id(1));
        await server.Audits.StartAsync(order, Cancellation);
        var message = (await server.Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = Hidden }, Cancellation)).ShouldHaveSingleItem();
        var held = (await server.Get<WorkClaims>().TakeAsync(server.Queue.Name, message.Text, Cancellation)).ShouldNotBeNull();

        time.Advance(TimeSpan.FromHours(1));
        await fast.Get<IResumeWork>().RunAsync(Cancellation);
        await fast.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation);

        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        (await server.Get<WorkClaims>().RenewAsync(held, Cancellation)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandleAsync_LateMessagesOfAFinishedAudit_ChangeNothing(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, inAzure ? await azurite.NewAsync() : null);
        await using var server = world.ServeAtLeisure();
        var order = AuditWorld.Order(MadeFleet.Id(1));
        await server.Audits.StartAsync(order, Cancellation);
        List<string> texts = [];
        while (await server.Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = Hidden }, Cancellation) is [var message])
        {
            texts.Add(message.Text);
            await server.Work.HandleAsync(new QueueDelivery(message.Text, 1), Cancellation);
            await server.Queue.CompleteAsync(message, Cancellation);
        }

        texts.Count.ShouldBeGreaterThan(2);
        var before = await VersionsAsync(server);
        foreach (var text in texts)
        {
            await server.Work.HandleAsync(new QueueDelivery(text, 2), Cancellation);
        }

        (await VersionsAsync(server)).ShouldBe(before);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    private static async Task<List<string>> VersionsAsync(AuditServer server)
    {
        List<string> versions = [];
        await foreach (var blob in server.Blobs.AllAsync("", Cancellation))
        {
            versions.Add($"{blob.Name} {blob.ETag}");
        }

        return versions;
    }
}
