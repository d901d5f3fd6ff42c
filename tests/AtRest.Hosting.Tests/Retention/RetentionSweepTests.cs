using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Retention;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Retention;

public sealed class RetentionSweepTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OldReports_GoButTheNewestWholeOneStays()
    {
        var time = new FakeTimeProvider(Begin);
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var whole = await ReportAsync(server, time);
        time.Advance(TimeSpan.FromDays(1));
        var newestWhole = await ReportAsync(server, time);
        time.Advance(TimeSpan.FromDays(1));
        var part = await ReportAsync(server, time, MadeFleet.ClusterId(1, 1));
        time.Advance(TimeSpan.FromDays(server.Settings.Audits.ReportDays - 2.5));
        var young = await ReportAsync(server, time, MadeFleet.ClusterId(1, 2));

        await Nights.PassAsync(server, time, 1);
        (await IdsAsync(server)).ShouldBe([young, part, newestWhole, whole]);
        time.Advance(TimeSpan.FromDays(1));
        await Nights.PassAsync(server, time);
        (await IdsAsync(server)).ShouldBe([young, part, newestWhole]);
        time.Advance(TimeSpan.FromDays(10));
        await Nights.PassAsync(server, time);
        (await IdsAsync(server)).ShouldBe([young, newestWhole]);
        (await server.BlobNamesAsync($"organizations/{Organization}/reports/")).Select(name => name.Split('/')[3]).Distinct().Order().ShouldBe(new[] { young, newestWhole }.Order());
        (await server.Reports.FindAsync(Organization, whole, Cancellation)).ShouldBeNull();
        (await server.Reports.ListAsync(Organization, whole, 10, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_AuditsAndMarks_GoAfterTheirTime()
    {
        var time = new FakeTimeProvider(Begin);
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        await ReportAsync(server, time);
        await server.Blobs.WriteAsync("webhooks/events/one", new MemoryStream([1]), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
        await Nights.PassAsync(server, time, 1);
        (await server.BlobNamesAsync("webhooks/")).Count.ShouldBe(1);
        time.Advance(TimeSpan.FromDays(3));
        await Nights.PassAsync(server, time, 1);
        (await server.BlobNamesAsync("webhooks/")).ShouldBeEmpty();
        (await server.BlobNamesAsync($"organizations/{Organization}/audits/")).ShouldNotBeEmpty();
        time.Advance(TimeSpan.FromDays(5));
        await Nights.PassAsync(server, time, 1);
        (await server.BlobNamesAsync($"organizations/{Organization}/audits/")).ShouldBeEmpty();
        (await IdsAsync(server)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_Trail_GoesAfterItsTime()
    {
        var time = new FakeTimeProvider(Begin);
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        await WriteAsync();
        time.Advance(TimeSpan.FromDays(399));
        await WriteAsync();
        await Nights.PassAsync(server, time, 1);
        (await server.BlobNamesAsync($"trail/{Organization}/")).Count.ShouldBe(2);
        time.Advance(TimeSpan.FromDays(2));
        await Nights.PassAsync(server, time, 1);
        (await server.BlobNamesAsync($"trail/{Organization}/")).Count.ShouldBe(1);

        Task WriteAsync() => server.Get<TrailBatches>().WriteAsync(Organization, [new TrailEntry { At = time.GetUtcNow(), Event = TrailEvent.SignIn, Address = "127.0.0.1" }], Cancellation);
    }

    [Fact]
    public async Task RunAsync_KilledAfterEachDeletion_GoesOnTheNextNight()
    {
        // The time until the last night is the same for all of them, so each gets a copy of it.
        var past = new FakeTimeProvider(Begin);
        await using var origin = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        string kept;
        await using (var before = origin.Serve(time: past))
        {
            await ReportAsync(before, past);
            past.Advance(TimeSpan.FromDays(1));
            kept = await ReportAsync(before, past);
            past.Advance(TimeSpan.FromDays(500));
            await Nights.PassAsync(before, past, Nights.Enough - 1);
            (await IdsAsync(before)).Count.ShouldBe(2);
        }

        var (write, hasStruck) = (0, true);
        while (hasStruck)
        {
            var time = new FakeTimeProvider(past.GetUtcNow().AddDays(1));
            await using var world = await origin.CopyAsync();
            var killer = new Killer(++write);
            await using (var first = world.Serve(killer, time))
            {
                await Record.ExceptionAsync(() => first.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation));
                hasStruck = killer.HasStruck;
            }

            time.Advance(TimeSpan.FromDays(1));
            await using var server = world.Serve(time: time);
            await Nights.GoOnAsync(server, time, 3);
            (await IdsAsync(server)).ShouldBe([kept]);
            (await server.BlobNamesAsync("organizations/")).ShouldAllBe(name => name.Contains(kept), $"killed after deletion {write}");
        }

        write.ShouldBeGreaterThan(10);
    }

    private static async Task<string> ReportAsync(AuditServer server, FakeTimeProvider time, params string[] clusters) =>
        (await server.Audits.RunAsync(AuditWorld.Order(Organization, clusters) with { OrderedAt = time.GetUtcNow(), Cause = AuditCause.Request }, Cancellation)).ReportId;

    private static async Task<List<string>> IdsAsync(AuditServer server) => [.. (await server.Reports.ListAsync(Organization, null, 200, Cancellation))!.Reports.Select(report => report.ReportId)];
}
