using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>Messages come at least once, also at the same time.</summary>
public sealed class RepeatedDeliveryTests(AzuriteStorage azurite)
{
    private static readonly MadeFleet Fleet = new(organizations: 1, clusters: 8);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task HandleAsync_EveryMessageTwice_GivesOneReport(bool inAzure, bool atOnce)
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, inAzure ? await azurite.NewAsync() : null);
        await using var one = world.ServeAtLeisure();
        await using var other = world.ServeAtLeisure();
        var order = AuditWorld.Order(MadeFleet.Id(1));
        await one.Audits.StartAsync(order, Cancellation);
        while (await one.Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 32, VisibilityTimeout = TimeSpan.FromMinutes(5) }, Cancellation) is { Count: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(async message =>
            {
                var delivery = new QueueDelivery(message.Text, 1);
                var first = one.Work.HandleAsync(delivery, Cancellation);
                if (!atOnce)
                {
                    await first;
                }

                await other.Work.HandleAsync(delivery, Cancellation);
                await first;
                await one.Queue.CompleteAsync(message, Cancellation);
            }));
        }

        var entry = await one.OnlyReportAsync(order.OrganizationId);
        (await other.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!.ReportId.ShouldBe(entry.ReportId);
    }

    [Fact]
    public async Task StartAsync_TwiceWithTheSameId_IsOneAudit()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var order = AuditWorld.Order(MadeFleet.Id(1), MadeFleet.ClusterId(1, 1), MadeFleet.ClusterId(1, 2));
        var first = await server.Audits.StartAsync(order, Cancellation);
        var second = await server.Audits.StartAsync(order, Cancellation);
        first.State.ShouldBe(AuditState.Queued);
        first.Clusters.ShouldBe(2);
        second.ShouldBe(first);
        await server.DrainAsync();
        (await server.OnlyReportAsync(order.OrganizationId)).LeftOut.ShouldBe(6);
        (await server.Audits.StartAsync(order, Cancellation)).State.ShouldBe(AuditState.Completed);
    }

    [Fact]
    public async Task RunAsync_TwiceAtOnceAndOnceMore_IsOneReport()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var one = world.Serve();
        await using var other = world.Serve();
        var order = AuditWorld.Order(MadeFleet.Id(1), MadeFleet.ClusterId(1, 1));
        var entries = await Task.WhenAll(one.Audits.RunAsync(order, Cancellation), other.Audits.RunAsync(order, Cancellation));
        var third = await one.Audits.RunAsync(order, Cancellation);
        var entry = await one.OnlyReportAsync(order.OrganizationId);
        new[] { entries[0].ReportId, entries[1].ReportId, third.ReportId }.ShouldAllBe(id => id == entry.ReportId);
    }
}
