using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Retention;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>A damaged blob hides itself, never its organization.</summary>
public sealed class DamagedBlobTests(AzuriteStorage azurite)
{
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Contents =>
    [
        "{\"reportId\":",
        "{}",
        "null",
        "",
        "[1]",
        "\"text\"",
        "{\"reportId\":1,\"clusters\":\"many\",\"files\":{}}",
        "{\"kind\":\"List\",\"items\":[{}]}",
        "<html>",
        "\u0000\u0001",
    ];

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task IndexEntry_IsDamaged_HidesItsReportOnly(string content) => await HidesItselfAsync(null, content, ReportBlobs.Index);

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task EntryInTheFolder_IsDamaged_HidesItsReportOnly(string content) => await HidesItselfAsync(null, content, InFolder);

    [Fact]
    public async Task IndexEntry_IsDamagedInAzure_HidesItsReportOnly() => await HidesItselfAsync(await azurite.NewAsync(), "{", ReportBlobs.Index);

    [Fact]
    public async Task Entry_OfAnotherReport_HidesItsReportOnly()
    {
        var foreign = System.Text.Json.JsonSerializer.Serialize(StoredFleet.Entry(Organization, 7, isWhole: true, StoredFleet.Clusters(1)), HostingJson.Options);
        await HidesItselfAsync(null, foreign, ReportBlobs.Index);
        await HidesItselfAsync(null, foreign, InFolder);
    }

    [Theory]
    [InlineData("\"fileName\":\"../../../x\"")]
    [InlineData("\"sha256\":\"no hash\"")]
    [InlineData("\"mediaType\":\"application\\njson\"")]
    [InlineData("\"mediaType\":\"text/html; a=\\u0007\"")]
    [InlineData("\"mediaType\":\"text/h\\u202Etml\"")]
    [InlineData("\"mediaType\":\"text/html; a=\\u00E9\"")]
    [InlineData("\"mediaType\":\"json\"")]
    [InlineData("\"mediaType\":\"\"")]
    [InlineData("\"format\":\"js\\non\"")]
    [InlineData("\"format\":\"\"")]
    [InlineData("\"fileName\":\"report.\\u00E9\"")]
    public async Task Entry_WithATextThatCannotBeUsed_HidesItsReportOnly(string member)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1));
        var name = ReportBlobs.Entry(Organization, newer.ReportId);
        var key = member.Split(':')[0];
        await fleet.TextAsync(name, System.Text.RegularExpressions.Regex.Replace((await fleet.TextAsync(name))!, $"{key}:\"[^\"]*\"", member));

        (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(older.ReportId);
        (await fleet.IdsAsync()).ShouldBe([older.ReportId]);
    }

    [Fact]
    public async Task Folder_OfTheNewestReportIsGone_HidesItsReportOnly()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve(time: new FakeTimeProvider(StoredFleet.Begin.AddDays(1)));
        var fleet = new StoredFleet(server, Organization);
        var (older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1));
        (await fleet.IdsAsync()).ShouldBe([newer.ReportId, older.ReportId]);
        await fleet.DeleteFolderAsync(newer.ReportId);

        await ShouldHideAsync(server, fleet, newer, [older], ReportBlobs.Entry(Organization, newer.ReportId));
    }

    /// <summary>The file has lost even the line that a folder begins each blob with.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("AtRest-Blob-1 {\"eTag\":")]
    public async Task File_OfAnIndexEntryIsDamagedInAFolder_HidesItsReportOnly(string content)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(500));
        await using var server = world.Serve(time: time);
        var fleet = new StoredFleet(server, Organization);
        var (oldest, older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1), await fleet.WriteAsync(2));
        var name = ReportBlobs.Index(newer).Name;
        await File.WriteAllTextAsync(Path.Combine([world.Storage.Folder!, "blobs", .. (name + ".blob").Split('/')]), content, Cancellation);

        await ShouldHideAsync(server, fleet, newer, [older, oldest], name);
        await Nights.PassAsync(server, time);
        (await fleet.IdsAsync()).ShouldBe([older.ReportId]);
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Pointer_IsDamaged_IsMadeAgain(string content)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (whole, part) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1, isWhole: false));
        var good = await fleet.TextAsync(ReportBlobs.Latest(Organization));
        await fleet.TextAsync(ReportBlobs.Latest(Organization), content);

        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(whole.ReportId);
        (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(part.ReportId);
        (await fleet.TextAsync(ReportBlobs.Latest(Organization))).ShouldBe(good);
        server.Get<DamagedBlobs>().Names.ShouldBe([ReportBlobs.Latest(Organization)]);
    }

    [Theory]
    [InlineData("{\"whole\":{\"names\":[],\"isAll\":true},\"any\":{\"names\":[null],\"isAll\":true}}")]
    [InlineData("{\"whole\":{\"names\":[],\"isAll\":true},\"any\":{\"names\":[\"../x\"],\"isAll\":true}}")]
    [InlineData("{\"whole\":{\"names\":[],\"isAll\":true},\"any\":{\"names\":[\"9999999999999999999-0a1f6c52-3d0e-8b7a-9c11-000000000001-whole.json\"],\"isAll\":true}}")]
    [InlineData("{\"whole\":{\"names\":[],\"isAll\":true},\"any\":{\"isAll\":true}}")]
    public async Task Pointer_NamesWhatCannotBe_IsMadeAgain(string content) => await Pointer_IsDamaged_IsMadeAgain(content);

    [Fact]
    public async Task Pointer_FileIsEmptyInAFolder_IsMadeAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var first = await fleet.WriteAsync(0);
        await File.WriteAllTextAsync(Path.Combine(world.Storage.Folder!, "blobs", "latest", $"{Organization}.json.blob"), "", Cancellation);

        (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(first.ReportId);
        (await fleet.TextAsync(ReportBlobs.Latest(Organization)))!.ShouldContain(first.ReportId);
        await File.WriteAllTextAsync(Path.Combine(world.Storage.Folder!, "blobs", "latest", $"{Organization}.json.blob"), "", Cancellation);
        var second = await fleet.WriteAsync(1);
        (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(second.ReportId);
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Verdicts_AreDamaged_AreTakenFromTheReportBefore(string content)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1, clusters: StoredFleet.Clusters(2, Verdict.NonCompliant)));
        var name = ReportBlobs.Clusters(Organization, newer.ReportId);
        var good = await fleet.TextAsync(name);
        await fleet.TextAsync(name, content);

        var standings = await server.Reports.StandingsAsync(Organization, Cancellation);
        standings.Values.Select(standing => standing.ReportId).Distinct().ShouldBe([older.ReportId]);
        standings.Count.ShouldBe(2);
        server.Get<DamagedBlobs>().Names.ShouldBe([name]);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(newer.ReportId, "The report itself can be read.");
        await fleet.TextAsync(name, good!);
        await server.Get<DamagedBlobs>().LookAgainAsync(Cancellation);
        server.Get<DamagedBlobs>().Count.ShouldBe(0);
        (await server.Reports.StandingsAsync(Organization, Cancellation)).Values.ShouldAllBe(standing => standing.ReportId == newer.ReportId);
    }

    [Fact]
    public async Task PreviousReport_FileIsDamaged_IsNotComparedWith()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        var first = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = StoredFleet.Begin }, Cancellation);
        string[] damaged = [ReportBlobs.Compared(Organization, first.ReportId), ReportBlobs.File(Organization, first.ReportId, "report.json")];
        foreach (var name in damaged)
        {
            await new StoredFleet(server, Organization).TextAsync(name, "{\"schemaVersion\":");
        }

        var second = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = StoredFleet.Begin.AddHours(1) }, Cancellation);

        second.PreviousReportId.ShouldBeNull();
        server.Get<DamagedBlobs>().Names.ShouldBe(damaged, ignoreOrder: true);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"reportId\":\"x\"}")]
    [InlineData("")]
    public async Task PreviousReport_WhatIsComparedIsDamaged_IsReadFromTheReport(string content)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        var first = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = StoredFleet.Begin }, Cancellation);
        var name = ReportBlobs.Compared(Organization, first.ReportId);
        await new StoredFleet(server, Organization).TextAsync(name, content);

        var second = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = StoredFleet.Begin.AddHours(1) }, Cancellation);

        second.PreviousReportId.ShouldBe(first.ReportId);
        server.Get<DamagedBlobs>().Names.ShouldBe([name]);
    }

    /// <summary>What is compared can be read, so the report itself is not read: that says nothing about it.</summary>
    [Fact]
    public async Task PreviousReport_WhatIsComparedCanBeRead_TheReportIsStillShownAsDamaged()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        var first = await server.Audits.RunAsync(AuditWorld.Order(Organization) with { OrderedAt = StoredFleet.Begin }, Cancellation);
        var fleet = new StoredFleet(server, Organization);
        var (file, compared) = (ReportBlobs.File(Organization, first.ReportId, "report.json"), ReportBlobs.Compared(Organization, first.ReportId));
        var good = await fleet.TextAsync(compared);
        await fleet.TextAsync(file, "{}");
        await Should.ThrowAsync<StorageException>(() => server.Reports.OpenAsync(first, first.Files.Single(one => one.Format == "json"), Cancellation));
        await fleet.TextAsync(compared, "{");
        await server.Get<PreviousReports>().ReadAsync(Organization, first.ReportId, Cancellation);
        server.Get<DamagedBlobs>().Names.ShouldBe([file, compared], ignoreOrder: true);

        await fleet.TextAsync(compared, good!);
        (await server.Get<PreviousReports>().ReadAsync(Organization, first.ReportId, Cancellation)).ShouldNotBeNull();

        server.Get<DamagedBlobs>().Names.ShouldBe([file]);
    }

    /// <summary>The newest whole report stays, and so does the newest one that can be read, with or without a pointer.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"whole\":{\"names\":[],\"isAll\":true},\"any\":{\"names\":[],\"isAll\":true}}")]
    public async Task Retention_NewestWholeReportIsDamaged_KeepsItAndTheOneBefore(string? content)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        var time = new FakeTimeProvider(StoredFleet.Begin.AddDays(1000));
        await using var server = world.Serve(time: time);
        var fleet = new StoredFleet(server, Organization);
        ReportEntry[] reports = [await fleet.WriteAsync(0), await fleet.WriteAsync(1), await fleet.WriteAsync(2), await fleet.WriteAsync(3, isWhole: false)];
        await fleet.TextAsync(ReportBlobs.Index(reports[2]).Name, "{");
        if (content is null)
        {
            await server.Blobs.DeleteAsync(ReportBlobs.Latest(Organization), null, Cancellation);
        }
        else
        {
            await fleet.TextAsync(ReportBlobs.Latest(Organization), content);
        }

        await Nights.PassAsync(server, time);

        (await server.BlobNamesAsync($"organizations/{Organization}/index/")).ShouldBe([ReportBlobs.Index(reports[2]).Name, ReportBlobs.Index(reports[1]).Name]);
        (await fleet.IdsAsync()).ShouldBe([reports[1].ReportId]);
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(reports[1].ReportId);
        (await server.BlobNamesAsync("")).Where(name => name.Contains(reports[0].ReportId, StringComparison.Ordinal) || name.Contains(reports[3].ReportId, StringComparison.Ordinal)).ShouldBeEmpty();
        (await fleet.TextAsync(ReportBlobs.Latest(Organization)))!.ShouldNotContain(reports[0].ReportId);
    }

    private static async Task HidesItselfAsync(StorageOptions? storage, string content, Func<ReportEntry, string> nameOf)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1), storage);
        await using var server = world.Serve();
        var fleet = new StoredFleet(server, Organization);
        var (oldest, older, newer) = (await fleet.WriteAsync(0), await fleet.WriteAsync(1), await fleet.WriteAsync(2));
        (await fleet.IdsAsync()).ShouldBe([newer.ReportId, older.ReportId, oldest.ReportId]);
        var name = nameOf(newer);
        var good = await fleet.TextAsync(name);
        await fleet.TextAsync(name, content);

        await ShouldHideAsync(server, fleet, newer, [older, oldest], name);
        await fleet.TextAsync(name, good!);
        await server.Get<DamagedBlobs>().LookAgainAsync(Cancellation);
        server.Get<DamagedBlobs>().Count.ShouldBe(0, "It was restored.");
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(newer.ReportId);
    }

    private static Task HidesItselfAsync(StorageOptions? storage, string content, Func<ReportEntry, IndexedReport> placeOf) => HidesItselfAsync(storage, content, entry => placeOf(entry).Name);

    private static string InFolder(ReportEntry entry) => ReportBlobs.Entry(entry.OrganizationId, entry.ReportId);

    private static async Task ShouldHideAsync(AuditServer server, StoredFleet fleet, ReportEntry hidden, ReportEntry[] others, string damaged)
    {
        var ids = others.Select(other => other.ReportId).ToList();
        (await fleet.LatestAsync(LatestOf.Organization)).ShouldBe(ids[0]);
        (await fleet.LatestAsync(LatestOf.Any)).ShouldBe(ids[0]);
        (await fleet.IdsAsync()).ShouldBe(ids);
        (await fleet.IdsAsync(limit: 1)).ShouldBe([ids[0]]);
        (await server.Reports.FindAsync(Organization, hidden.ReportId, Cancellation)).ShouldBeNull();
        (await server.Reports.FindAsync(Organization, ids[0], Cancellation)).ShouldNotBeNull();
        (await server.Reports.StandingsAsync(Organization, Cancellation)).Values.ShouldAllBe(standing => standing.ReportId == ids[0]);
        (await server.Get<PreviousReports>().FindAsync(Organization, Guid.NewGuid().ToString(), hidden.GeneratedAt.AddHours(1), null, Cancellation)).ShouldBe(ids[0]);
        server.Get<DamagedBlobs>().Names.ShouldBe([damaged]);
    }
}
