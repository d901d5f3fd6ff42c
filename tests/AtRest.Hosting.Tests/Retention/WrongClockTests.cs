using AtRest.Hosting.Clocks;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Retention;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Reports;
using AtRest.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Retention;

/// <summary>A server with its clock 401 days ahead deleted 36 reports in 17 seconds.</summary>
public sealed class WrongClockTests
{
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, 30)]
    [InlineData(5000, 30)]
    public async Task RunAsync_TheClockIsAheadAfterARestart_DeletesNothing(int ahead, int nights)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(2));
        List<string> ids;
        await using (var right = world.Serve(time: time))
        {
            ids = await WriteAsync(right, 36);
            await Nights.GoOnAsync(right, time, 2);
        }

        var wrong = new FakeTimeProvider(time.GetUtcNow().AddDays(ahead));
        await using var server = world.Serve(time: wrong);
        await Nights.GoOnAsync(server, wrong, nights);
        (await IdsAsync(server)).ShouldBe(ids);

        // The clock is right again: the schedule of the retention goes on where it was.
        time.Advance(TimeSpan.FromDays(nights));
        await using var again = world.Serve(time: time);
        await Nights.GoOnAsync(again, time, 5);
        (await IdsAsync(again)).ShouldBe(ids);
    }

    /// <summary>Nothing is remembered, as after an update. The audits of the first night have the wrong time, too.</summary>
    [Fact]
    public async Task RunAsync_TheClockIsAheadAtTheFirstRunOfAll_DeletesNothing()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(2));
        List<string> ids;
        await using (var right = world.Serve(time: time))
        {
            ids = await WriteAsync(right, 36);
        }

        var wrong = new FakeTimeProvider(time.GetUtcNow().AddDays(401));
        await using var server = world.Serve(time: wrong);
        await server.Blobs.WriteAsync($"organizations/{Organization}/audits/x/new.json", new MemoryStream([1]), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
        await Nights.GoOnAsync(server, wrong, 30);
        (await IdsAsync(server)).ShouldBe(ids);
    }

    /// <summary>Audits run every Sunday: reports expire all the same.</summary>
    [Fact]
    public async Task RunAsync_TheScheduleIsWeekly_DeletesWhatHasExpired()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 8, 1, 2, 0, 0, TimeSpan.Zero));
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        NightlySchedule.TryParse("0 0 2 * * 0", out var sundays).ShouldBeTrue();
        await using var server = new AuditServer(world.Settings with { Audits = world.Settings.Audits with { Schedule = sundays! } }, time);
        var ids = await WriteAsync(server, 3);
        await server.Blobs.WriteJsonAsync("retention/state.json", new RetentionState { At = time.GetUtcNow(), RanAt = time.GetUtcNow() }, WriteCondition.Any, Cancellation);
        for (var week = 0; week < 12; week++)
        {
            time.Advance(TimeSpan.FromDays(7));
            await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);
        }

        (await IdsAsync(server)).ShouldBe([ids[0]], "the newest whole report is always kept");
    }

    [Fact]
    public async Task RunAsync_AReportIsOld_IsAnnouncedForTwoNightsAndThenInTheTrash()
    {
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(500));
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        var ids = await WriteAsync(server, 2);
        await Nights.PassAsync(server, time, 2);
        (await IdsAsync(server)).ShouldBe(ids);
        time.Advance(TimeSpan.FromHours(1));
        await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);
        (await IdsAsync(server)).ShouldBe(ids, "the same night does not count twice");
        time.Advance(TimeSpan.FromHours(23));
        await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);
        (await IdsAsync(server)).ShouldBe([ids[0]]);

        // Restored as docs/storage.md says.
        var trash = Directory.GetDirectories(Path.Combine(world.Storage.Folder!, "trash")).ShouldHaveSingleItem();
        Path.GetFileName(trash).ShouldBe($"{time.GetUtcNow():yyyy-MM-dd}");
        foreach (var file in Directory.GetFiles(trash, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(world.Storage.Folder!, "blobs", Path.GetRelativePath(trash, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        (await IdsAsync(server)).ShouldBe(ids);
        (await server.Reports.OpenAsync((await server.Reports.FindAsync(Organization, ids[0], Cancellation))!, Well, Cancellation)).ShouldNotBeNull();
        time.Advance(TimeSpan.FromDays(1));
        await Nights.GoOnAsync(server, time, 31);
        Directory.GetDirectories(Path.Combine(world.Storage.Folder!, "trash")).ShouldNotContain(trash, "after 30 days it is deleted for good");
    }

    [Fact]
    public async Task RunAsync_ManyReportsAreOld_DeletesATenthInANight()
    {
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(500));
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        var ids = await WriteAsync(server, 100);
        await Nights.PassAsync(server, time);
        (await IdsAsync(server)).ShouldBe(ids[..90], "the oldest go first");
        time.Advance(TimeSpan.FromDays(1));
        await Nights.GoOnAsync(server, time, 1);
        (await IdsAsync(server)).ShouldBe(ids[..81]);
        time.Advance(TimeSpan.FromDays(1));
        await Nights.GoOnAsync(server, time, 30);
        (await IdsAsync(server)).ShouldBe([ids[0]]);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task RunAsync_SomethingIsOdd_Rests(bool isLate, bool isBack, bool isDoubted)
    {
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(500));
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        var ids = await WriteAsync(server, 2);
        await Nights.PassAsync(server, time, 2);
        time.Advance(TimeSpan.FromDays(1));
        if (isBack)
        {
            await server.Blobs.WriteJsonAsync(
                "retention/state.json",
                (await server.Blobs.ReadJsonAsync<RetentionState>("retention/state.json", Cancellation))! with { RanAt = time.GetUtcNow().AddDays(1) },
                WriteCondition.Any,
                Cancellation);
        }

        if (isDoubted)
        {
            server.Get<ClockWatch>().Check(TimeSpan.FromMinutes(-6));
        }

        await server.Get<RetentionSweep>().RunAsync(isLate, Cancellation);
        (await IdsAsync(server)).ShouldBe(ids);
        server.Get<ClockWatch>().IsInDoubt.ShouldBe(isBack || isDoubted);

        // Two nights later there is no doubt any more.
        time.Advance(TimeSpan.FromDays(2));
        await Nights.GoOnAsync(server, time, 1);
        (await IdsAsync(server)).ShouldBe([ids[0]]);
    }

    [Fact]
    public async Task RunAsync_TheServerWasOffForMonths_CatchesUpNightByNight()
    {
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(350));
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        var ids = await WriteAsync(server, 2);
        await Nights.PassAsync(server, time, 2);
        time.Advance(TimeSpan.FromDays(60));
        await Nights.GoOnAsync(server, time, 50);
        (await IdsAsync(server)).ShouldBe(ids);
        time.Advance(TimeSpan.FromDays(1));
        await Nights.GoOnAsync(server, time, 12);
        (await IdsAsync(server)).ShouldBe([ids[0]]);
    }

    /// <summary>An entry of an unfinished audit without a mark, of an organization that is in no inventory.</summary>
    [Fact]
    public async Task RunAsync_AnAuditHasAPlanAndNothingElse_IsFinished()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 2, clusters: 2));
        var time = new ShiftedTime();
        await using var server = world.Serve(time: time);
        var order = AuditWorld.Order(MadeFleet.Id(2));
        await server.Audits.StartAsync(order, Cancellation);
        await server.LoseAsync(order);
        await world.DeclareAsync(new MadeFleet(organizations: 1, clusters: 2).Inventory());
        time.Advance(new Hosting.Work.Claims.ClaimTimes().Quiet);
        await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);
        await server.DrainAsync();
        (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!.State.ShouldBe(Hosting.Audits.AuditState.Completed);
    }

    /// <summary>The newest whole report is the right one again when the clock is right again.</summary>
    [Fact]
    public async Task Latest_AReportOfTheFuture_CountsOnlyIfThereIsNoOther()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(10));
        await using var server = world.Serve(time: time);
        var fleet = new StoredFleet(server, Organization);
        var (bad, good) = (StoredFleet.Clusters(2, Core.Audits.Verdict.NonCompliant), StoredFleet.Clusters(2));
        List<ReportEntry> future = [];
        for (var number = 0; number < 12; number++)
        {
            future.Add(await fleet.WriteAsync(24 * (400 + number), clusters: bad));
        }

        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(future[^1].ReportId, "the clock may be behind");
        foreach (var day in new[] { 1, 2, 3 })
        {
            var right = await fleet.WriteAsync(24 * day, clusters: good);
            (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(right.ReportId);
            (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(right.ReportId);
            (await server.Reports.StandingsAsync(Organization, Cancellation)).Values.ShouldAllBe(standing => standing.ReportId == right.ReportId);
        }

        server.Get<ClockWatch>().Signs.ShouldHaveSingleItem().ShouldContain("future");
        await Nights.PassAsync(server, time);
        (await server.Reports.LatestAsync(Organization, LatestOf.Organization, Cancellation))!.GeneratedAt.ShouldBe(StoredFleet.Begin.AddDays(3));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(-401)]
    public void Check_TheClockIsChangedWhileTheProcessRuns_IsNoticed(int days)
    {
        var time = new FakeTimeProvider();
        var wrong = new Work.WrongClock(time);
        var clock = new ClockWatch(wrong, NullLogger<ClockWatch>.Instance);
        time.Advance(TimeSpan.FromDays(300));
        clock.Check(TimeSpan.FromMinutes(4));
        clock.IsInDoubt.ShouldBeFalse();
        wrong.Ahead = TimeSpan.FromDays(days);
        clock.Check(null);
        clock.Signs.ShouldHaveSingleItem().ShouldContain(days > 0 ? "forward" : "back");
        time.Advance(TimeSpan.FromHours(2));
        clock.Check(null);
        clock.Signs.ShouldBeEmpty();
        clock.IsInDoubt.ShouldBeTrue("until after the next night");
        time.Advance(TimeSpan.FromDays(2));
        clock.IsInDoubt.ShouldBeFalse();
    }

    /// <summary>Of a report's file, as <see cref="StoredFleet"/> writes it.</summary>
    private static ReportFile Well => new() { Format = "json", FileName = "report.json", MediaType = "application/json", Length = 2, Sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" };

    /// <summary>The IDs, newest first.</summary>
    private static async Task<List<string>> WriteAsync(AuditServer server, int count)
    {
        var fleet = new StoredFleet(server, Organization);
        for (var hour = 0; hour < count; hour++)
        {
            await fleet.WriteAsync(hour);
        }

        return await fleet.IdsAsync();
    }

    private static Task<List<string>> IdsAsync(AuditServer server) => new StoredFleet(server, Organization).IdsAsync();
}
