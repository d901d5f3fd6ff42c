using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Keys;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Api.Trail;

/// <summary>Each organization can read who downloaded what, and what was refused.</summary>
public sealed class OrganizationTrailTests
{
    private const string Trail = "/api/organizations/acme/trail";

    [Fact]
    public async Task Trail_OfAnOrganization_HasItsEventsNewestFirst()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var acme = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        await server.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeMemberKey);
        await server.GetAsync($"/api/organizations/acme/reports/{acme.Report}/html", Fleet.OperatorKey);
        var (id, _) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "name": "nightly" }""");
        await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey);

        var events = (await server.GetAsync(Trail, Fleet.AcmeMemberKey)).Json.GetProperty("events").EnumerateArray().ToList();

        events.Select(one => one.GetProperty("event").GetString()).Take(4).ShouldBe(["keyRevoked", "keyMade", "download", "signIn"]);
        events.Select(one => one.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Descending);
        var download = events[2];
        download.GetProperty("caller").GetString().ShouldBe(CallerOf(Fleet.OperatorKey));
        download.GetProperty("report").GetString().ShouldBe(acme.Report);
        download.GetProperty("format").GetString().ShouldBe("html");
        download.GetProperty("address").GetString().ShouldBe("127.0.0.1");
        events[1].GetProperty("key").GetString().ShouldBe(id);
        events[1].GetProperty("detail").GetString().ShouldBe("api: nightly");
        events[3].GetProperty("caller").GetString().ShouldBe(CallerOf(Fleet.AcmeMemberKey));

        // The report that an immediate audit returned was downloaded, too.
        events.ShouldContain(one => one.GetProperty("event").GetString() == "download" && one.GetProperty("format").GetString() == "json");
        (await server.GetAsync("/api/organizations/globex/trail", Fleet.GlobexKey)).Json.GetProperty("events").EnumerateArray()
            .ShouldAllBe(one => one.GetProperty("caller").GetString() == CallerOf(Fleet.GlobexKey));
    }

    /// <summary>The organization sees that somebody tried, but not who of another organization.</summary>
    [Fact]
    public async Task Refusal_OfAnotherCustomer_IsInTheTrailWithoutTheirName()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await server.GetAsync("/api/organizations/acme/reports", Fleet.GlobexKey);
        await server.GetAsync("/api/organizations/acme/reports", ApiKey.Create());
        await server.GetAsync("/api/organizations/nobody/reports", ApiKey.Create());

        var trail = await server.GetAsync(Trail, Fleet.AcmeMemberKey);

        var refusals = trail.Json.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("event").GetString() == "refusal").ToList();
        refusals.Select(one => one.GetProperty("status").GetInt32()).ShouldBe([401, 404], ignoreOrder: true);
        refusals.ShouldAllBe(one => !one.EnumerateObject().Any(member => member.NameEquals("caller")) && one.GetProperty("request").GetString() == "GET /api/organizations/acme/reports");
        trail.Body.ShouldNotContain(CallerOf(Fleet.GlobexKey));
        Directory.EnumerateDirectories(server.Data, "*", SearchOption.AllDirectories).ShouldNotContain(path => path.EndsWith("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_OneAfterTheOther_HaveEveryEventOnce()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var trail = server.Services.GetRequiredService<OrganizationTrail>();
        var start = TimeProvider.System.GetUtcNow().AddDays(-1);
        for (var number = 0; number < 60; number++)
        {
            trail.Add("acme", new TrailEntry { At = start.AddSeconds(number), Event = TrailEvent.Download, Address = "127.0.0.1", Detail = $"{number}" });
            if (number % 7 == 0)
            {
                await trail.WriteAsync(TestContext.Current.CancellationToken);
            }
        }

        List<string> seen = [];
        string? next = $"{Trail}?limit=11";
        while (next is not null)
        {
            var page = (await server.GetAsync(next, Fleet.OperatorKey)).Json;
            page.GetProperty("events").GetArrayLength().ShouldBeInRange(1, 11);
            seen.AddRange(page.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("event").GetString() == "download").Select(one => one.GetProperty("detail").GetString()!));
            next = page.TryGetProperty("next", out var address) ? address.GetString() : null;
        }

        seen.ShouldBe(Enumerable.Range(0, 60).Reverse().Select(number => $"{number}"));
    }

    /// <summary>However often they are written: the number of blobs depends on days and events only.</summary>
    [Fact]
    public async Task Events_WrittenOften_AreInFewBlobs()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var batches = server.Services.GetRequiredService<TrailBatches>();
        var start = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < 40; number++)
        {
            await batches.WriteAsync("acme", [EventAt(start.AddSeconds(number), $"{number}")], TestContext.Current.CancellationToken);
        }

        Blobs(server).ShouldBe(1);
        await batches.WriteAsync("acme", [EventAt(start.AddDays(1), "next day")], TestContext.Current.CancellationToken);
        Blobs(server).ShouldBe(2);
        await batches.WriteAsync("acme", [EventAt(start.AddSeconds(50), "late")], TestContext.Current.CancellationToken);
        Blobs(server).ShouldBe(2);
        await batches.WriteAsync("acme", [.. Enumerable.Range(0, TrailBatches.MostInBatch).Select(number => EventAt(start.AddDays(1).AddSeconds(number), "many"))], TestContext.Current.CancellationToken);
        Blobs(server).ShouldBe(3);

        var all = (await batches.ReadAsync("acme", null, 1000, TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Detail).ToList();
        all.Count.ShouldBe(42 + TrailBatches.MostInBatch);
        all.Skip(TrailBatches.MostInBatch).ShouldBe(["late", "next day", .. Enumerable.Range(0, 40).Reverse().Select(number => $"{number}")]);
    }

    /// <summary>No event is lost, and workers do not wait for each other for long.</summary>
    [Fact]
    public async Task Events_OfManyWorkersAtOnce_AreAllThere()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var batches = server.Services.GetRequiredService<TrailBatches>();
        var at = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => batches.WriteAsync("acme", [EventAt(at, $"{number}")], TestContext.Current.CancellationToken))));

        (await batches.ReadAsync("acme", null, 100, TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Detail).ShouldBe(Enumerable.Range(0, 8).Select(number => $"{number}"), ignoreOrder: true);
    }

    /// <summary>A reader who turns pages while events are added sees each event once.</summary>
    [Fact]
    public async Task Pages_WhileEventsAreAdded_HaveEveryEventOnce()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var batches = server.Services.GetRequiredService<TrailBatches>();
        var start = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
        await batches.WriteAsync("acme", [.. Enumerable.Range(0, 10).Select(number => EventAt(start.AddSeconds(number), $"{number}"))], TestContext.Current.CancellationToken);

        var first = await batches.ReadAsync("acme", null, 4, TestContext.Current.CancellationToken);
        await batches.WriteAsync("acme", [EventAt(start.AddSeconds(20), "new")], TestContext.Current.CancellationToken);
        var rest = await batches.ReadAsync("acme", first.Next, 100, TestContext.Current.CancellationToken);

        first.Entries.Concat(rest.Entries).Select(entry => entry.Detail).ShouldBe(Enumerable.Range(0, 10).Reverse().Select(number => $"{number}"));
    }

    /// <summary>What is damaged stays as it is, and later events are stored beside it.</summary>
    [Fact]
    public async Task Events_AfterADamagedBlob_AreInANewOne()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var batches = server.Services.GetRequiredService<TrailBatches>();
        var at = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
        await batches.WriteAsync("acme", [EventAt(at, "one")], TestContext.Current.CancellationToken);
        var blobs = server.Services.GetRequiredService<Storage.IBlobStore>();
        var name = (await blobs.ListAsync(new Storage.BlobListing { Prefix = "trail/acme/" }, TestContext.Current.CancellationToken)).Blobs.ShouldHaveSingleItem().Name;
        using var content = new MemoryStream("{"u8.ToArray());
        await blobs.WriteAsync(name, content, new Storage.BlobWrite { Condition = Storage.WriteCondition.Any, ContentType = "application/json" }, TestContext.Current.CancellationToken);

        await batches.WriteAsync("acme", [EventAt(at.AddSeconds(1), "two")], TestContext.Current.CancellationToken);

        Blobs(server).ShouldBe(2);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?before=nonsense")]
    [InlineData("?before=../../x")]
    [InlineData("?before=")]
    public async Task Query_Wrong_Is400(string query)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        (await server.GetAsync($"{Trail}{query}", Fleet.AcmeKey)).ShouldBeProblem(400);
    }

    /// <summary>After ten seconds, and at the end of the process.</summary>
    [Fact]
    public async Task Events_OfAWorker_AreWrittenSoonAndAtItsEnd()
    {
        await using var reader = await ApiServer.StartAsync(Fleet.Settings());
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var writer = await ApiServer.StartAsync(KeyMaker.OnStorageOf(reader), services => services.AddSingleton<TimeProvider>(clock));
        await writer.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeKey);
        (await EventsAsync(reader)).ShouldNotContain(CallerOf(Fleet.AcmeKey));
        clock.Advance(OrganizationTrail.Delay);
        await Until.TrueAsync("the event is stored", async () => (await EventsAsync(reader)).Contains(CallerOf(Fleet.AcmeKey)));

        await writer.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeMemberKey);
        await writer.DisposeAsync();

        (await EventsAsync(reader)).ShouldContain(CallerOf(Fleet.AcmeMemberKey));
    }

    private static int Blobs(ApiServer server) => Directory.EnumerateFiles(Path.Combine(server.Data, "blobs", "trail", "acme")).Count();

    private static TrailEntry EventAt(DateTimeOffset at, string detail) => new() { At = at, Event = TrailEvent.Download, Address = "127.0.0.1", Detail = detail };

    private static string CallerOf(string key) => $"key:{ApiKey.HashOf(key)[..12]}";

    /// <summary>By the operator, whose sign-in has another name.</summary>
    private static async Task<string[]> EventsAsync(ApiServer server) =>
        [.. (await server.GetAsync(Trail, Fleet.OperatorKey)).Json.GetProperty("events").EnumerateArray().Select(one => one.TryGetProperty("caller", out var caller) ? caller.GetString()! : "")];
}
