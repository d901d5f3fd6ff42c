using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>A file that the disk does not give now: reports that can be read are shown, and nothing final follows, because the file may come back as it was.</summary>
public sealed class UnreadableBlobTests
{
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Entry_CannotBeRead_IsPassedOverUntilItComesBack(bool inIndex)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1));
        var file = FileOf(world, inIndex ? newer.ReportId + "-whole.json.blob" : "entry.json.blob", newer.ReportId);
        Break(file);

        (await fleet.IdsAsync()).ShouldBe([older.ReportId]);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(older.ReportId);
        (await server.Reports.StandingsAsync(Organization, Cancellation)).Values.ShouldAllBe(standing => standing.ReportId == older.ReportId);
        (await Should.ThrowAsync<StorageException>(() => server.Reports.FindAsync(Organization, newer.ReportId, Cancellation))).IsOfOneBlob.ShouldBeTrue();
        var damaged = server.Get<DamagedBlobs>();
        await damaged.LookAgainAsync(Cancellation);
        damaged.Names.ShouldHaveSingleItem().ShouldContain(newer.ReportId);

        Repair(file);
        (await fleet.IdsAsync()).ShouldBe([newer.ReportId, older.ReportId]);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(newer.ReportId);
        await damaged.LookAgainAsync(Cancellation);
        damaged.Count.ShouldBe(0);
    }

    /// <summary>"No report" would be wrong, and an audit without a previous report would have no changes.</summary>
    [Fact]
    public async Task EveryEntry_CannotBeRead_IsAFaultAndNotAnEmptyList()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        ReportEntry[] written = [await fleet.WriteAsync(0), await fleet.WriteAsync(1)];
        foreach (var entry in written)
        {
            Break(FileOf(world, "entry.json.blob", entry.ReportId));
        }

        await ShouldFailAsync(() => fleet.IdsAsync());
        await ShouldFailAsync(() => fleet.LatestAsync(LatestOf.Organization));
        await ShouldFailAsync(() => fleet.LatestAsync(LatestOf.Any));
        await ShouldFailAsync(() => server.Reports.StandingsAsync(Organization, Cancellation));

        static async Task ShouldFailAsync(Func<Task> look) => (await Should.ThrowAsync<StorageException>(look)).IsOfOneBlob.ShouldBeTrue();
    }

    /// <summary>The readable report is about some clusters: the others would look as if they had never been audited.</summary>
    [Fact]
    public async Task OnlyWholeReport_CannotBeRead_TheVerdictsOfClustersAreAFault()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var whole = await fleet.WriteAsync(0);
        await fleet.WriteAsync(1, isWhole: false, StoredFleet.Clusters(1));
        Break(FileOf(world, "entry.json.blob", whole.ReportId));

        (await Should.ThrowAsync<StorageException>(() => server.Reports.StandingsAsync(Organization, Cancellation))).IsOfOneBlob.ShouldBeTrue();
    }

    [Fact]
    public async Task Pointer_CannotBeRead_IsWrittenAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var first = await fleet.WriteAsync(0);
        var file = FileOf(world, $"{Organization}.json.blob", "latest");
        Break(file);

        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(first.ReportId);
        new FileInfo(file).LinkTarget.ShouldBeNull();
        Break(file);
        var second = await fleet.WriteAsync(1);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(second.ReportId);
    }

    /// <summary>The plan of an audit may come back: the audit is neither given up nor repeated.</summary>
    [Fact]
    public async Task Plan_CannotBeReadForAWhile_TheAuditWaitsForIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve();
        var order = AuditWorld.Order(Organization);
        await server.Audits.StartAsync(order, Cancellation);
        var start = (await server.Queue.ReceiveAsync(new() { VisibilityTimeout = TimeSpan.FromSeconds(1) }, Cancellation)).ShouldHaveSingleItem();
        var plan = FileOf(world, "manifest.json.blob", order.AuditId);
        Break(plan);

        await Should.ThrowAsync<RetryLaterException>(() => server.Work.HandleAsync(new QueueDelivery(start.Text, 1), Cancellation));
        await Should.ThrowAsync<StorageException>(() => server.Audits.FindAsync(Organization, order.AuditId, Cancellation));
        Repair(plan);
        await server.DrainAsync();

        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.NotEvaluated, status.RepeatedAs).ShouldBe((AuditState.Completed, 0, null));
        (await new StoredFleet(server, Organization).IdsAsync()).ShouldHaveSingleItem();
    }

    private static string FileOf(AuditWorld world, string ending, string part) => Directory.GetFiles(Path.Combine(world.Storage.Folder!, "blobs"), "*.blob", SearchOption.AllDirectories)
        .Single(path => path.EndsWith(ending, StringComparison.Ordinal) && path.Contains(part, StringComparison.Ordinal));

    private static void Break(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The first byte of /proc/self/mem is an error of the disk on Linux only.");
        File.Move(path, path + ".away", overwrite: true);
        File.CreateSymbolicLink(path, "/proc/self/mem");
    }

    private static void Repair(string path) => File.Move(path + ".away", path, overwrite: true);
}
