using AtRest.FakeClouds;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;

namespace AtRest.Hosting.Tests.Audits;

public sealed class NightlyWorkTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
    private static readonly MadeFleet Fleet = new(organizations: 3, clusters: 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TwiceAndLateForOneNight_OrdersOneAuditForEachOrganization()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        await server.Nightly.RunAsync(new NightlyTick(Night.AddMilliseconds(-20), IsPastDue: false), Cancellation);
        await server.Nightly.RunAsync(new NightlyTick(Night.AddSeconds(3), IsPastDue: false), Cancellation);
        await server.Nightly.RunAsync(new NightlyTick(Night.AddHours(7), IsPastDue: true), Cancellation);
        await server.DrainAsync();
        foreach (var id in Fleet.Ids)
        {
            (await server.OnlyReportAsync(id)).Cause.ShouldBe(AuditCause.Nightly);
        }
    }

    [Fact]
    public async Task RunAsync_TheNextNight_ComparesWithTheLast()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        foreach (var day in Enumerable.Range(0, 2))
        {
            await server.Nightly.RunAsync(new NightlyTick(Night.AddDays(day), IsPastDue: false), Cancellation);
            await server.DrainAsync();
        }

        var page = (await server.Reports.ListAsync(MadeFleet.Id(1), null, 10, Cancellation))!;
        page.Reports.Length.ShouldBe(2);
        page.Reports[0].PreviousReportId.ShouldBe(page.Reports[1].ReportId);
        page.Reports[0].GeneratedAt.ShouldBeGreaterThan(page.Reports[1].GeneratedAt);
        (await server.Reports.LatestAsync(MadeFleet.Id(1), LatestOf.Any, Cancellation))!.ReportId.ShouldBe(page.Reports[0].ReportId);
    }

    [Fact]
    public async Task RunAsync_KilledAfterEachWrite_OrdersWhatIsMissingTheNextTime()
    {
        var fleet = new MadeFleet(organizations: 3, clusters: 1);
        await using var clouds = await FakeCloud.StartAsync(fleet.Scenario(), cancellationToken: Cancellation);
        var (write, hasStruck) = (0, true);
        while (hasStruck)
        {
            await using var world = await AuditWorld.BeginAsync(clouds, fleet);
            var killer = new Killer(++write);
            await using (var first = world.Serve(killer))
            {
                var failure = await Record.ExceptionAsync(() => first.Nightly.RunAsync(new NightlyTick(Night, IsPastDue: false), Cancellation));
                hasStruck = killer.HasStruck;
                (failure is not null).ShouldBe(hasStruck);
            }

            await using var second = world.Serve();
            await second.Nightly.RunAsync(new NightlyTick(Night.AddMinutes(10), IsPastDue: true), Cancellation);
            await second.DrainAsync();
            foreach (var id in fleet.Ids)
            {
                (await second.OnlyReportAsync(id)).Cause.ShouldBe(AuditCause.Nightly);
            }
        }

        write.ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task RunAsync_WithoutInventory_SaysWhatIsWrong()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        File.Delete(world.Inventory);
        (await Should.ThrowAsync<InventoryException>(() => server.Nightly.RunAsync(new NightlyTick(Night, IsPastDue: false), Cancellation))).Message.ShouldContain("AtRest:Inventory");
    }
}
