using AtRest.Core.Audits;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A queue that loses messages must not cost a report.</summary>
public sealed class LostAuditsTests
{
    private static readonly string Organization = MadeFleet.Id(1);
    private static readonly TimeSpan Quiet = new ClaimTimes().Quiet;
    private readonly ShiftedTime time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TheMessagesAreGone_TheAuditIsDoneAllTheSame()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server);
        time.Advance(Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_EvenThePlanIsGone_TheAuditIsPlannedAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        AuditOrder order;
        await using (var first = world.Serve(time: time))
        {
            order = await StartAsync(first);
            await LoseMessagesAsync(first);
            await first.Blobs.DeleteAsync($"{AuditStore.Folder(Organization, order.AuditId)}manifest.json", etag: null, Cancellation);
        }

        time.Advance(Quiet);
        await using var server = world.Serve(time: time);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
    }

    [Fact]
    public async Task FindAsync_TheMessagesAreGone_ARequestForTheStateResumesTheAudit()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server);
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Queued);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
        time.Advance(Quiet);
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        await server.DrainAsync();
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Completed);
    }

    /// <summary>Azurite, killed four times, left such an audit: it stayed "running".</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audit_WhoseMarkIsLostToo_IsFoundByItsPlan(bool isRequested)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        // It goes on while it is read: the messages of a queue have different times.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var server = world.Serve(time: clock);
        var order = AuditWorld.Order(Organization) with { OrderedAt = clock.GetUtcNow() };
        await server.Audits.StartAsync(order, Cancellation);
        await server.LoseAsync(order);
        if (isRequested)
        {
            (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Queued);
            (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
            clock.Advance(Quiet);
            await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
            await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        }
        else
        {
            var unfinished = server.Get<UnfinishedAudits>();
            await unfinished.RunIfDueAsync(Cancellation);
            clock.Advance(UnfinishedAudits.Soon);
            await unfinished.RunIfDueAsync(Cancellation);
            await unfinished.RunIfDueAsync(Cancellation);
        }

        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
    }

    /// <summary>The process that ran it without the queue was killed, and nobody orders it again.</summary>
    [Fact]
    public async Task Audit_ThatRanWithoutTheQueue_IsFinishedByTheQueueAfterHalfAnHour()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = AuditWorld.Order(Organization, MadeFleet.ClusterId(1, 1)) with { OrderedAt = time.GetUtcNow() };
        await server.Get<AuditSteps>().FindOrMakePlanAsync(order, inline: true, Cancellation);
        time.Advance(LostAudits.LongestInline - TimeSpan.FromMinutes(1));
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(1));
        await server.Audits.FindAsync(Organization, order.AuditId, Cancellation);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
    }

    /// <summary>What the report is made of is all there, but its entry is damaged: nobody can finish the audit.</summary>
    [Fact]
    public async Task Audit_WhoseReportIsDamaged_FailsAndIsRepeated()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        using var damaged = new MemoryStream("{"u8.ToArray());
        await server.Blobs.WriteAsync(ReportBlobs.Entry(Organization, ReportIds.Of(order.AuditId, Organization)), damaged, new() { Condition = WriteCondition.CreateOnly }, Cancellation);
        await server.DrainAsync();
        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.ReportId).ShouldBe((AuditState.Failed, null));
        await server.DrainAsync();
        (await server.Reports.ListAsync(Organization, null, 10, Cancellation))!.Reports.ShouldHaveSingleItem().AuditId.ShouldBe(status.RepeatedAs);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
        (await server.PoisonQueue.CountAsync(Cancellation)).ShouldBe(0);
    }

    /// <summary>The clock was ahead when the audit was ordered, and is right again: 45 seconds must not last 401 days.</summary>
    [Fact]
    public async Task RunAsync_TheMarkIsFromTheFuture_TheAuditIsDoneAllTheSame()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var wrong = new Work.WrongClock(clock) { Ahead = TimeSpan.FromDays(401) };
        await using var server = world.Serve(time: wrong);
        var order = AuditWorld.Order(Organization);
        await server.Audits.StartAsync(order, Cancellation);
        await LoseMessagesAsync(server);
        wrong.Ahead = TimeSpan.Zero;
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
        clock.Advance(Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        clock.Advance(Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        server.Get<Clocks.ClockWatch>().Signs.ShouldContain(sign => sign.Contains("future"));
    }

    /// <summary>Damaged, or of another version.</summary>
    [Fact]
    public async Task RunAsync_OneMarkCannotBeRead_TheOthersAreLookedAfter()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        var mark = (await server.BlobNamesAsync("open/")).ShouldHaveSingleItem();
        await using (var damaged = new MemoryStream("{"u8.ToArray()))
        {
            await server.Blobs.WriteAsync(mark.Replace(order.AuditId, "0" + order.AuditId[1..], StringComparison.Ordinal), damaged, new() { Condition = WriteCondition.CreateOnly }, Cancellation);
        }

        await LoseMessagesAsync(server);
        time.Advance(Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);

        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TheMessagesOnlyWait_NothingIsAdded()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        await StartAsync(server);
        time.Advance(Quiet * 10);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
    }

    /// <summary>As long as the queue's first message is not younger than the audit, the audit's own may be behind it.</summary>
    [Fact]
    public async Task RunAsync_OthersKeepTheQueueBusy_TheAuditIsQueuedAgainOnceItsTurnIsOver()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 3, clusters: 3));
        await using var server = world.Serve(time: time);
        await server.Audits.StartAsync(AuditWorld.Order(MadeFleet.Id(2)), Cancellation);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server, order);
        time.Advance(Quiet);
        await server.Audits.StartAsync(AuditWorld.Order(MadeFleet.Id(3)), Cancellation);

        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(2, "the other's message is older");
        await server.Queue.CompleteAsync((await server.Queue.ReceiveAsync(new ReceiveOptions(), Cancellation))[0], Cancellation);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation)).Select(message => AuditMessage.Parse(message.Text).OrganizationId)
            .ShouldBe([MadeFleet.Id(3), MadeFleet.Id(1), MadeFleet.Id(2)], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_OldMessageStaysAtTheFront_TheAuditIsQueuedAgainAfterHours()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 2, clusters: 3));
        await using var server = world.Serve(time: time);
        await server.Audits.StartAsync(AuditWorld.Order(MadeFleet.Id(2)), Cancellation);
        var order = await StartAsync(server);
        await LoseMessagesAsync(server, order);
        time.Advance(LostAudits.LongestWait);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation)).Select(message => AuditMessage.Parse(message.Text).OrganizationId).ShouldContain(Organization);
    }

    /// <summary>A host that is killed between taking a message and handing it to a worker leaves it hidden, and nobody has a claim on it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_TheMessagesAreHiddenWithoutAWorker_TheAuditIsCompleted(bool ofBatches)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        var hour = new ReceiveOptions { MaxMessages = 32, VisibilityTimeout = TimeSpan.FromHours(1) };
        var start = (await server.Queue.ReceiveAsync(hour, Cancellation)).ShouldHaveSingleItem();
        if (ofBatches)
        {
            await server.Work.HandleAsync(new QueueDelivery(start.Text, 1), Cancellation);
            await server.Queue.CompleteAsync(start, Cancellation);
            (await server.Queue.ReceiveAsync(hour, Cancellation)).Count.ShouldBeGreaterThan(1);
        }

        var hidden = await server.Queue.CountAsync(Cancellation);
        time.Advance(Quiet);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        await server.Get<IResumeWork>().RunAsync(Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(hidden + 1);
        while (await server.Queue.ReceiveAsync(new ReceiveOptions(), Cancellation) is [var message])
        {
            await server.Work.HandleAsync(new QueueDelivery(message.Text, 1), Cancellation);
            await server.Queue.CompleteAsync(message, Cancellation);
        }

        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
    }

    [Fact]
    public async Task RunAsync_TheMarkWasLeftBehind_IsRemovedAndNothingIsQueued()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await server.DrainAsync();
        await server.Get<AuditStore>().MarkOpenAsync(order, Cancellation);
        time.Advance(Quiet);
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

    private static async Task LoseMessagesAsync(AuditServer server, AuditOrder? ofOrder = null)
    {
        foreach (var message in await server.Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 32 }, Cancellation))
        {
            if (ofOrder is null || AuditMessage.Parse(message.Text).AuditId == ofOrder.AuditId)
            {
                await server.Queue.CompleteAsync(message, Cancellation);
            }
            else
            {
                await server.Queue.AbandonAsync(message, TimeSpan.Zero, Cancellation);
            }
        }
    }
}
