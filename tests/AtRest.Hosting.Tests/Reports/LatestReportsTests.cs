using System.Collections.Frozen;
using AtRest.Hosting.Clocks;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Retention;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Retention;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>The newest report, pages and reports by ID, without looking at all reports.</summary>
public sealed class LatestReportsTests(AzuriteStorage azurite)
{
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Published_InAnyOrderAndByManyWriters_TheNewestIsTheLatest()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), await azurite.NewAsync());
        await using var server = world.Serve();
        await using var other = world.Serve();
        StoredFleet[] writers = [new(server, Organization), new(other, Organization)];
        var written = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => writers[number % 2].WriteAsync(number * 7 % 24, isWhole: number % 3 == 0)));

        var expected = written.OrderByDescending(entry => entry.GeneratedAt).ToList();
        (await writers[0].LatestAsync(LatestOf.Any)).ShouldBe(expected[0].ReportId);
        (await writers[1].LatestAsync(LatestOf.Organization)).ShouldBe(expected.First(entry => entry.LeftOut == 0).ReportId);
        (await writers[1].IdsAsync()).ShouldBe(expected.Select(entry => entry.ReportId));
        await writers[0].WriteAsync(-5);
        (await writers[0].LatestAsync(LatestOf.Any)).ShouldBe(expected[0].ReportId);
        var content = await writers[0].TextAsync(ReportBlobs.Latest(Organization));
        content!.Length.ShouldBeLessThan(2000);
        server.Get<DamagedBlobs>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Published_KilledAfterEachWrite_TheLatestIsTheNewestOfTheIndex()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        var hour = 0;
        foreach (var isWhole in new[] { true, false })
        {
            foreach (var hasPointer in new[] { true, false })
            {
                for (var (write, hasStruck) = (1, true); hasStruck; write++)
                {
                    await using var server = world.Serve();
                    var fleet = new StoredFleet(server, Organization);
                    await fleet.WriteAsync(hour++);
                    if (!hasPointer)
                    {
                        await server.Blobs.DeleteAsync(ReportBlobs.Latest(Organization), null, Cancellation);
                    }

                    var killer = new Killer(write);
                    await using (var dying = world.Serve(killer))
                    {
                        await Record.ExceptionAsync(() => new StoredFleet(dying, Organization).WriteAsync(hour++, isWhole));
                        hasStruck = killer.HasStruck;
                    }

                    var listed = (await server.Reports.ListAsync(Organization, null, 50, Cancellation))!.Reports;
                    (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(listed[0].ReportId, $"killed after write {write}");
                    (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(listed.First(entry => entry.LeftOut == 0).ReportId, $"killed after write {write}");
                    server.Get<DamagedBlobs>().Count.ShouldBe(0);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Found_AmongManyReports_NothingIsListed(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var whole = await fleet.WriteAsync(0);
        List<ReportEntry> parts = [];
        foreach (var hour in Enumerable.Range(1, 60))
        {
            parts.Add(await fleet.WriteAsync(hour, isWhole: false));
        }

        var (catalog, counted) = Catalog(server);
        (await catalog.LatestAsync(Organization, LatestOf.Organization, Cancellation))!.ReportId.ShouldBe(whole.ReportId);
        (await catalog.LatestAsync(Organization, LatestOf.Any, Cancellation))!.ReportId.ShouldBe(parts[^1].ReportId);
        (await catalog.FindAsync(Organization, parts[20].ReportId, Cancellation))!.GeneratedAt.ShouldBe(parts[20].GeneratedAt);
        (await catalog.FindAsync(Organization, Guid.NewGuid().ToString(), Cancellation)).ShouldBeNull();
        counted.Listings.ShouldBe(0);

        (await catalog.ListAsync(Organization, null, 5, Cancellation))!.Reports.Length.ShouldBe(5);
        counted.Listed.ShouldBe(6);
        (await catalog.ListAsync(Organization, Guid.NewGuid().ToString(), 5, Cancellation)).ShouldBeNull();
        counted.Listed.ShouldBe(6);
    }

    [Fact]
    public async Task Latest_OnlyReportsAboutSomeClusters_IsKnownWithoutAListing()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        foreach (var hour in Enumerable.Range(0, 20))
        {
            await fleet.WriteAsync(hour, isWhole: false);
        }

        var (catalog, counted) = Catalog(server);
        (await catalog.LatestAsync(Organization, LatestOf.Organization, Cancellation)).ShouldBeNull();
        counted.Listings.ShouldBe(0);
    }

    /// <summary>Minutes, days and years apart, with pages of any size: a page begins where the one before ended.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    [InlineData(false, 200)]
    public async Task ListAsync_AnyDistances_GivesEachReportOnce(bool inAzure, int limit)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        List<ReportEntry> written = [];
        foreach (var hour in new[] { 0, 0, 1, 2, 5, 23, 24, 25, 26, 29, 30, 200, 201, 300, 3_000, 3_001, 30_000, 30_001, -1_000, -10_000, -100_000, 100_000, 100_001 })
        {
            written.Add(await fleet.WriteAsync(hour, isWhole: hour % 2 == 0));
        }

        List<ReportEntry> found = [];
        ReportPage page;
        do
        {
            page = (await server.Reports.ListAsync(Organization, found.LastOrDefault()?.ReportId, limit, Cancellation))!;
            page.Reports.Length.ShouldBeLessThanOrEqualTo(limit);
            found.AddRange(page.Reports);
        }
        while (page.HasMore);

        found.Select(entry => entry.ReportId).Order().ShouldBe(written.Select(entry => entry.ReportId).Order());
        found.Select(entry => entry.GeneratedAt).ShouldBe(written.Select(entry => entry.GeneratedAt).OrderDescending());
    }

    [Fact]
    public async Task ListAsync_CursorIsDamagedMeanwhile_GoesOnAfterIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (oldest, cursor, _) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1), await fleet.WriteAsync(2));
        await fleet.TextAsync(ReportBlobs.Entry(Organization, cursor.ReportId), "{");

        (await server.Reports.ListAsync(Organization, cursor.ReportId, 10, Cancellation))!.Reports.ShouldHaveSingleItem().ReportId.ShouldBe(oldest.ReportId);
    }

    /// <summary>A storage that an earlier release has filled: found by a listing, once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Storage_OfAnEarlierRelease_WorksWithoutAStep(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        List<ReportEntry> written = [];
        foreach (var hour in Enumerable.Range(0, 30))
        {
            written.Insert(0, await fleet.WriteAsEarlierReleaseAsync(hour, isWhole: hour % 10 == 0, hour % 10 == 0 ? StoredFleet.Clusters(2) : [.. StoredFleet.Clusters(2).Take(1)]));
        }

        var (catalog, counted) = Catalog(server);
        (await catalog.LatestAsync(Organization, LatestOf.Organization, Cancellation))!.ReportId.ShouldBe(written[9].ReportId);
        counted.Listings.ShouldBe(1);
        (await catalog.LatestAsync(Organization, LatestOf.Any, Cancellation))!.ReportId.ShouldBe(written[0].ReportId);
        (await catalog.FindAsync(Organization, written[13].ReportId, Cancellation))!.Clusters.ShouldBe(new ClusterCounts(1, 1, 0, 0) { AreInside = true });
        counted.Listings.ShouldBe(1);
        (await fleet.IdsAsync()).ShouldBe(written.Select(entry => entry.ReportId));
        var standings = await server.Reports.StandingsAsync(Organization, Cancellation);
        standings[MadeFleet.ClusterId(1, 1)].ReportId.ShouldBe(written[0].ReportId);
        standings[MadeFleet.ClusterId(1, 2)].ReportId.ShouldBe(written[9].ReportId);
        var previous = server.Get<PreviousReports>();
        (await previous.FindAsync(Organization, Guid.NewGuid().ToString(), StoredFleet.Begin.AddHours(40), new HashSet<string> { MadeFleet.ClusterId(1, 1) }.ToFrozenSet(), Cancellation)).ShouldBe(written[0].ReportId);
        (await previous.FindAsync(Organization, Guid.NewGuid().ToString(), StoredFleet.Begin.AddHours(40), new HashSet<string> { MadeFleet.ClusterId(1, 2) }.ToFrozenSet(), Cancellation)).ShouldBe(written[9].ReportId);
        (await previous.FindAsync(Organization, Guid.NewGuid().ToString(), StoredFleet.Begin.AddHours(15), null, Cancellation)).ShouldBe(written[19].ReportId);

        var next = await fleet.WriteAsync(31);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(next.ReportId);
        (await fleet.IdsAsync(2)).ShouldBe([next.ReportId, written[0].ReportId]);
    }

    /// <summary>An earlier release, beside this one for a while, writes no pointer.</summary>
    [Fact]
    public async Task Retention_ReportOfAnEarlierReleaseBesideThisOne_IsTheLatestAfterTheNight()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: new FakeTimeProvider(StoredFleet.Begin.AddDays(1)));
        var fleet = new StoredFleet(server, Organization);
        await fleet.WriteAsync(0);
        var newer = await fleet.WriteAsEarlierReleaseAsync(1);
        await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);

        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(newer.ReportId);
        var content = await fleet.TextAsync(ReportBlobs.Latest(Organization));
        await server.Get<RetentionSweep>().RunAsync(isLate: false, Cancellation);
        (await fleet.TextAsync(ReportBlobs.Latest(Organization))).ShouldBe(content);
    }

    [Fact]
    public async Task Retention_NoReportIsLeft_DeletesThePointer()
    {
        var time = new FakeTimeProvider(StoredFleet.Begin);
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: time);
        var fleet = new StoredFleet(server, Organization);
        await fleet.WriteAsync(0, isWhole: false);
        await fleet.TextAsync(ReportBlobs.Latest("gone"), "{");
        time.Advance(TimeSpan.FromDays(1000));
        await Nights.PassAsync(server, time);

        (await server.BlobNamesAsync("")).ShouldBe(["retention/state.json"]);
    }

    [Fact]
    public async Task Entry_OfTenThousandClusters_HasAFewKilobytes()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var clusters = StoredFleet.Clusters(10_000);
        var entry = await fleet.WriteAsync(0, clusters: clusters);

        (await fleet.TextAsync(ReportBlobs.Entry(Organization, entry.ReportId)))!.Length.ShouldBeLessThan(4096);
        (await fleet.TextAsync(ReportBlobs.Index(entry).Name))!.Length.ShouldBeLessThan(4096);
        (await server.Reports.StandingsAsync(Organization, Cancellation)).Count.ShouldBe(10_000);
        (await server.Get<ClusterVerdicts>().ReadAsync(entry, _ => true, Cancellation))!.SequenceEqual(clusters).ShouldBeTrue();
        await server.Get<ClusterVerdicts>().WriteAsync(Organization, entry.ReportId, clusters.Take(3), Cancellation);
        (await server.Get<ClusterVerdicts>().ReadAsync(entry, _ => true, Cancellation))!.SequenceEqual(clusters).ShouldBeTrue("What is there stays.");
    }

    private static (ReportCatalog Catalog, CountedBlobs Counted) Catalog(AuditServer server)
    {
        var counted = new CountedBlobs(server.Blobs);
        var damaged = server.Get<DamagedBlobs>();
        var clock = server.Get<ClockWatch>();
        var index = new ReportIndex(counted, damaged, server.Settings, TimeProvider.System);
        return (new ReportCatalog(counted, index, new LatestReports(counted, index, damaged, clock), new ClusterVerdicts(counted, index, damaged), server.Get<VerifiedFiles>(), clock), counted);
    }
}
