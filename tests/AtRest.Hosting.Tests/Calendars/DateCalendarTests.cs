using AtRest.Hosting.Audits;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Hosting.Tests.Portal.Support;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Calendars;

/// <summary>The next dates of an organization by a link with its own key.</summary>
public sealed class DateCalendarTests(PortalFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calendar_Always_HasTheDatesOfTheReport()
    {
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync();
        var address = await MakeAsync(server.Services, PortalWorld.Acme);
        using var client = new HttpClient { BaseAddress = PortalWorld.UrlOf(server) };
        using var response = await client.GetAsync(address, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        var events = Calendar.Load(text)!.Events.ToList();
        var entry = (await server.Services.GetRequiredService<IReportCatalog>().LatestAsync(PortalWorld.Acme, LatestOf.Organization, Cancellation))!;
        var dates = (await server.Services.GetRequiredService<ReportDetails>().OverviewAsync(entry, Cancellation))!.Dates;
        dates.Select(date => date.Kind).Distinct().Count().ShouldBeGreaterThan(1);
        foreach (var date in dates)
        {
            var day = DateOnly.FromDateTime(date.At.UtcDateTime).AddDays(date.Kind == DateKind.WaiverEnd ? -1 : 0);
            events.ShouldContain(one => one.Start!.Date == day && !one.Start.HasTime && one.Summary!.Contains(date.Cluster.Name) && one.Description!.Contains(date.Subject));
        }

        events.ShouldContain(one => one.Summary == "Last day of the AtRest key 'for a test'");
        events.Select(one => one.Uid).Distinct().Count().ShouldBe(events.Count);
        text.Split("\r\n").ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
    }

    [Fact]
    public async Task Calendar_ThatDidNotChange_Is304_AndAnotherWorkerWritesTheSameBytes()
    {
        var world = await fixture.WorldAsync();
        var (one, other) = (await world.ServeAsync(), await world.ServeAsync());
        var address = await MakeAsync(one.Services, PortalWorld.Borealis);
        using var client = new HttpClient();
        using var first = await client.GetAsync(new Uri(PortalWorld.UrlOf(one), address), Cancellation);
        using var second = await client.GetAsync(new Uri(PortalWorld.UrlOf(other), address), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(PortalWorld.UrlOf(one), address));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var third = await client.SendAsync(request, Cancellation);

        ((int)first.StatusCode).ShouldBe(200);
        (await second.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(await first.Content.ReadAsByteArrayAsync(Cancellation));
        ((int)third.StatusCode).ShouldBe(304);
    }

    /// <summary>Names from outside add no line and no event.</summary>
    [Fact]
    public async Task Names_FromOutside_StayText()
    {
        await using var world = await PortalWorld.BeginAsync(change: text => text
            .Replace("\"Acme Bank\"", "\"Acme\\r\\nBEGIN:VEVENT\\r\\nSUMMARY:forged;,\\\\n\\u202e\"", StringComparison.Ordinal)
            .Replace("\"payments\"", "\"pay\\nments;END:VCALENDAR,\\\\\"", StringComparison.Ordinal));
        var server = await world.ServeAsync();
        var address = await MakeAsync(server.Services, PortalWorld.Acme, "k\u202e;,\\n");
        using var client = new HttpClient { BaseAddress = PortalWorld.UrlOf(server) };

        var text = await client.GetStringAsync(address, Cancellation);

        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        lines.Count(line => line == "END:VCALENDAR").ShouldBe(1);
        lines.ShouldAllBe(line => !line.StartsWith("SUMMARY:forged", StringComparison.Ordinal));
        text.ShouldNotContain("\u202e");
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        var calendar = Calendar.Load(text)!;
        calendar.Events.Count.ShouldBe(lines.Count(line => line == "BEGIN:VEVENT"));
        calendar.Events.Select(one => one.Summary).ShouldContain(@"Last day of the AtRest key 'k‹U+202E›;,\n'");
        calendar.Events.ShouldContain(one => one.Summary!.EndsWith(@"pay ments;END:VCALENDAR,\", StringComparison.Ordinal));
    }

    /// <summary>Lines have at most 75 bytes (https://www.rfc-editor.org/rfc/rfc5545#section-3.1). A line that ended in the middle of a character would destroy it.</summary>
    [Theory]
    [InlineData("😀", 40)]
    [InlineData("a😀", 26)]
    [InlineData("漢", 80)]
    [InlineData("ä", 80)]
    [InlineData("e\u0301", 40)]
    [InlineData(@"\n;,", 20)]
    public async Task Name_OfAnyCharacters_ComesBackWhole(string text, int times)
    {
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync();
        var name = string.Concat(Enumerable.Repeat(text, times));
        var address = await MakeAsync(server.Services, PortalWorld.Borealis, name);
        using var client = new HttpClient { BaseAddress = PortalWorld.UrlOf(server) };

        var bytes = await client.GetByteArrayAsync(address, Cancellation);

        var calendar = System.Text.Encoding.UTF8.GetString(bytes);
        calendar.ShouldNotContain("\ufffd");
        calendar.Split("\r\n").ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
        Calendar.Load(calendar)!.Events.Select(one => one.Summary).ShouldContain($"Last day of the AtRest key '{name}'");
    }

    /// <summary>A moved date moves the event.</summary>
    [Fact]
    public async Task Uid_OfAnEvent_DoesNotDependOnItsDate()
    {
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync();
        var address = await MakeAsync(server.Services, PortalWorld.Acme);
        using var client = new HttpClient { BaseAddress = PortalWorld.UrlOf(server) };
        var before = Calendar.Load(await client.GetStringAsync(address, Cancellation))!.Events.Where(IsOfReport).Select(one => one.Uid).ToList();
        await server.Services.GetRequiredService<IAudits>().RunAsync(Audits.Support.AuditWorld.Order(PortalWorld.Acme), Cancellation);

        var after = Calendar.Load(await client.GetStringAsync(address, Cancellation))!.Events.Where(IsOfReport).Select(one => one.Uid).ToList();

        after.ShouldBe(before, ignoreOrder: true);

        static bool IsOfReport(CalendarEvent one) => !one.Summary!.Contains("AtRest key");
    }

    /// <summary>The address has the key, so it is in no line of the log, also if it is refused.</summary>
    [Fact]
    public async Task Key_InTheAddress_IsInNoLineOfTheLog()
    {
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync();
        using var client = new HttpClient { BaseAddress = PortalWorld.UrlOf(server) };
        var unknown = $"/api/calendar/{KeyText.Create(KeyKind.Calendar)}/calendar.ics";

        foreach (var path in new[] { unknown, unknown + "/", unknown.Replace("/api/calendar", "/API/Calendar", StringComparison.Ordinal) })
        {
            using var response = await client.GetAsync(path, Cancellation);
            ((int)response.StatusCode).ShouldBe(404);
        }

        world.Log.Text.ShouldNotContain(unknown.Split('/')[3]);
        world.Log.Text.ShouldContain($"{unknown.Split('/')[3][..16]}…/calendar.ics");
    }

    private static async Task<string> MakeAsync(IServiceProvider services, string organization, string name = "for a test")
    {
        var keys = services.GetRequiredService<KeyAdministration>();
        var made = await keys.MakeAsync(KeyOwner.Of(organization), new KeyOrder { Kind = KeyKind.Calendar, Name = name, LastDay = keys.Today.AddDays(1) }, new KeyActor("a test", "127.0.0.1"), Cancellation);
        return $"/api/calendar/{made.Text}/calendar.ics";
    }
}
