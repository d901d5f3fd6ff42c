using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A queue that loses messages must not cost a report.</summary>
public sealed class LostAuditsTests
{
    private static readonly string Organization = MadeFleet.Id(1);
    private readonly ShiftedTime time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TheMessagesAreGone_TheAuditIsDoneAllTheSame()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server);
        time.Advance(LostAudits.Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_EvenThePlanIsGone_TheAuditIsPlannedAnew()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        AuditOrder order;
        await using (var first = world.Serve(time: time))
        {
            order = await StartAsync(first);
            await LoseMessagesAsync(first);
            await first.Blobs.DeleteAsync($"{AuditStore.Folder(Organization, order.AuditId)}manifest.json", etag: null, Cancellation);
        }

        time.Advance(LostAudits.Quiet);
        await using var server = world.Serve(time: time);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
    }

    [Fact]
    public async Task FindAsync_TheMessagesAreGone_WhoeverAsksHasTheAuditResumed()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server);
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Queued);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
        time.Advance(LostAudits.Quiet);
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        await server.DrainAsync();
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Completed);
    }

    [Fact]
    public async Task RunAsync_TheMessagesOnlyWait_NothingIsAdded()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        await StartAsync(server);
        time.Advance(LostAudits.Quiet * 10);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_OthersKeepTheQueueBusyForHours_TheAuditIsQueuedAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 2, clusters: 3));
        await using var server = world.Serve(time: time);
        await StartAsync(server);
        await LoseMessagesAsync(server);
        time.Advance(LostAudits.Patience);
        await server.Audits.StartAsync(AuditWorld.Order(MadeFleet.Id(2)) with { OrderedAt = time.GetUtcNow() }, Cancellation);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_TheMarkWasLeftBehind_IsRemovedAndNothingIsQueued()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await server.DrainAsync();
        await server.Get<AuditStore>().MarkOpenAsync(order, Cancellation);
        time.Advance(LostAudits.Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    private async Task<AuditOrder> StartAsync(AuditServer server)
    {
        var order = AuditWorld.Order(Organization) with { OrderedAt = time.GetUtcNow() };
        await server.Audits.StartAsync(order, Cancellation);
        return order;
    }

    private static async Task LoseMessagesAsync(AuditServer server)
    {
        while (await server.Queue.ReceiveAsync(new ReceiveOptions(), Cancellation) is [var message])
        {
            await server.Queue.CompleteAsync(message, Cancellation);
        }
    }
}
