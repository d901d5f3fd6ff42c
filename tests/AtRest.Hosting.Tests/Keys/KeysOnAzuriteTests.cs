using AtRest.Hosting.Keys;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Tests.Shared.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Keys;

/// <summary>The same in Azure's storage, with two workers.</summary>
public sealed class KeysOnAzuriteTests
{
    [Fact]
    public async Task Keys_TrailAndCalendar_AreTheSameForBothWorkers()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = "";
        settings["AtRest:Storage:Connection"] = azurite.Connection;
        settings["AtRest:Keys:MostPerOrganization"] = "4";
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var one = await ApiServer.StartAsync(settings);
        await using var other = await ApiServer.StartAsync(settings, services => services.AddSingleton<TimeProvider>(clock));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => KeyMaker.OrderAsync(number % 2 == 0 ? one : other, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "api" }""")));
        replies.Count(reply => (int)reply.Status == 201).ShouldBe(4);
        replies.Count(reply => (int)reply.Status == 409).ShouldBe(4);
        var made = replies.First(reply => (int)reply.Status == 201).Json;
        var (id, text) = (made.GetProperty("key").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        (await KeyMaker.StatusAsync(one, text)).ShouldBe(200);
        (await KeyMaker.StatusAsync(other, text)).ShouldBe(200);
        ((int)(await one.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey)).Status).ShouldBe(204);
        clock.Advance(KeyDocuments.Fresh);
        (await KeyMaker.StatusAsync(one, text)).ShouldBe(401);
        (await KeyMaker.StatusAsync(other, text)).ShouldBe(401);

        var (_, calendar) = await KeyMaker.MakeAsync(one, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "calendar" }""");
        var address = $"/api/calendar/{calendar}/calendar.ics";
        (await other.GetAsync(address)).Headers["ETag"].ShouldBe((await one.GetAsync(address)).Headers["ETag"]);
        List<string> events = [];
        string? next = "/api/organizations/acme/trail?limit=2";
        while (next is not null)
        {
            var page = (await one.GetAsync(next, Fleet.AcmeKey)).Json;
            events.AddRange(page.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("event").GetString()!));
            next = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        events.Count(entry => entry == "keyRevoked").ShouldBe(1);
        events.ShouldContain("keyMade");
    }
}
