using System.Text;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Reports;

public sealed class ReportCatalogTests(AzuriteStorage azurite)
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListAsync_PageByPage_GivesEachReportOnceNewestFirst(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var expected = new List<string>();
        foreach (var day in Enumerable.Range(0, 5))
        {
            expected.Insert(0, (await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = Begin.AddDays(day) }, Cancellation)).ReportId);
        }

        await using var other = world.Serve();
        var found = new List<string>();
        ReportPage page;
        do
        {
            page = (await other.Reports.ListAsync(Organization, found.LastOrDefault(), limit: 2, Cancellation))!;
            found.AddRange(page.Reports.Select(report => report.ReportId));
        }
        while (page.HasMore);

        found.ShouldBe(expected);
        (await other.Reports.ListAsync(Organization, found[^1], 2, Cancellation))!.Reports.ShouldBeEmpty();
        (await other.Reports.ListAsync(Organization, Guid.NewGuid().ToString(), 2, Cancellation)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => other.Reports.ListAsync(Organization, null, 201, Cancellation));
        (await other.Reports.FindAsync(Organization, expected[2], Cancellation))!.GeneratedAt.ShouldBe(Begin.AddDays(2));
        (await other.Reports.FindAsync(Organization, "../" + expected[2], Cancellation)).ShouldBeNull();
        (await other.Reports.FindAsync("another", expected[2], Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task StandingsAsync_PartsAfterAWhole_GiveTheNewestVerdictOfEachCluster()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve();
        (await server.Reports.StandingsAsync(Organization, Cancellation)).ShouldBeEmpty();
        (await server.Reports.LatestAsync(Organization, LatestOf.Any, Cancellation)).ShouldBeNull();
        var whole = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = Begin }, Cancellation);
        var part = await server.Audits.RunAsync(AuditWorld.Order(Organization, MadeFleet.ClusterId(1, 2)) with { OrderedAt = Begin.AddHours(1) }, Cancellation);
        var standings = await server.Reports.StandingsAsync(Organization, Cancellation);
        standings[MadeFleet.ClusterId(1, 1)].ReportId.ShouldBe(whole.ReportId);
        standings[MadeFleet.ClusterId(1, 2)].ReportId.ShouldBe(part.ReportId);
        standings[MadeFleet.ClusterId(1, 2)].GeneratedAt.ShouldBe(Begin.AddHours(1));
        part.PreviousReportId.ShouldBe(whole.ReportId);
        part.LeftOut.ShouldBe(2);
        (await server.Reports.LatestAsync(Organization, LatestOf.Any, Cancellation))!.ReportId.ShouldBe(part.ReportId);
    }

    [Fact]
    public async Task Previous_OfAPartAndOfAWhole_IsTheNewestReportThatHoldsAllOfIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve();
        var (one, two) = (MadeFleet.ClusterId(1, 1), MadeFleet.ClusterId(1, 2));
        var whole = await RunAsync(server, 0);
        var first = await RunAsync(server, 1, one);
        var second = await RunAsync(server, 2, one);
        second.PreviousReportId.ShouldBe(first.ReportId);
        (await RunAsync(server, 3, one, two)).PreviousReportId.ShouldBe(whole.ReportId);
        (await RunAsync(server, 4)).PreviousReportId.ShouldBe(whole.ReportId);
    }

    [Fact]
    public async Task LinkAsync_InAzure_IsReadByAnybody()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), await azurite.NewAsync());
        await using var server = world.Serve();
        var entry = await RunAsync(server, 0);
        var link = await server.Reports.LinkAsync(entry, entry.Files[0], TimeSpan.FromMinutes(5), Cancellation);
        using var anybody = new HttpClient();
        (await anybody.GetByteArrayAsync(link, Cancellation)).LongLength.ShouldBe(entry.Files[0].Length);
    }

    [Fact]
    public async Task OpenAsync_FileIsShorterThanItWas_IsAFaultOfTheStorageThatSaysWhich()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var entry = await RunAsync(server, 0);
        var name = $"organizations/{Organization}/reports/{entry.ReportId}/report.json";
        await server.Blobs.WriteAsync(name, Text("{}"), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);

        var fault = await Should.ThrowAsync<StorageException>(() => server.Reports.OpenAsync(entry, entry.Files.Single(file => file.Format == "json"), Cancellation));

        fault.Message.ShouldContain(name);
    }

    [Fact]
    public async Task OpenAsync_OnlyTheFileWasDeleted_IsAFaultThatSaysWhich_AndWithItsReportItIsNotThere()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var entry = await RunAsync(server, 0);
        var file = entry.Files.Single(file => file.Format == "json");
        var name = $"organizations/{Organization}/reports/{entry.ReportId}/report.json";
        await server.Blobs.DeleteAsync(name, etag: null, Cancellation);

        var fault = await Should.ThrowAsync<StorageException>(() => server.Reports.OpenAsync(entry, file, Cancellation));

        fault.IsDamage.ShouldBeTrue();
        fault.Message.ShouldContain(name);
        await server.Blobs.DeleteAsync($"organizations/{Organization}/reports/{entry.ReportId}/entry.json", etag: null, Cancellation);
        (await server.Reports.OpenAsync(entry, file, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task OpenAsync_FileOfAnExpiredReportIsGone_IsNotThere()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var entry = await RunAsync(server, -24 * 500);
        await server.Blobs.DeleteAsync($"organizations/{Organization}/reports/{entry.ReportId}/report.json", etag: null, Cancellation);

        (await server.Reports.OpenAsync(entry, entry.Files.Single(file => file.Format == "json"), Cancellation)).ShouldBeNull();
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Task<ReportEntry> RunAsync(AuditServer server, int hours, params string[] clusters) =>
        server.Audits.RunAsync(AuditWorld.Order(Organization, clusters) with { OrderedAt = Begin.AddHours(hours) }, Cancellation);
}
