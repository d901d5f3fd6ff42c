using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Tests.Living;

/// <summary>What the host's log says after the levels of <c>host.json</c>: little while nothing happens, and enough when something does.</summary>
public sealed class LogTests(PublishedApp published)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An idle hour is what its timers do in it: each fires as often as its schedule says. Queues and HTTP call nothing.</summary>
    [Fact]
    public async Task IdleHour_Always_LogsFewLinesAndNoWarning()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        await app.TimerAsync("ResumeAudits");
        var before = app.Host.Log.Entries.Count;
        var start = new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);
        var fired = NCrontab.CrontabSchedule.Parse(app.Host.Functions["ResumeAudits"].Text("schedule").ShouldNotBeNull(), new() { IncludingSeconds = true }).GetNextOccurrences(start, start.AddHours(1)).Count();

        fired.ShouldBeGreaterThan(10);
        for (var tick = 0; tick < fired; tick++)
        {
            await app.TimerAsync("ResumeAudits");
        }

        var said = app.Host.Log.Entries.Skip(before).ToList();
        said.Where(line => line.Level > LogLevel.Information).ShouldBeEmpty();
        said.Count.ShouldBeLessThan(10, string.Join('\n', said));
        app.Host.Worker.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_Always_LogsNoWarningAndFewLines()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        app.Host.Log.Entries.Where(line => line.Level > LogLevel.Information).ShouldBeEmpty();
        app.Host.Log.Entries.Count.ShouldBeLessThan(10, string.Join('\n', app.Host.Log.Entries));
    }

    [Fact]
    public async Task Audit_Always_LogsThatItWasOrderedAndThatAFailureFailed()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        await app.TimerAsync("NightlyAudit");
        await app.Host.InvokeAsync(Invocation.Queue("AuditCluster", "not a message of ours"), Token);

        var said = app.Host.Log.Entries;
        said.ShouldContain(line => line.Category == "Function.NightlyAudit.User" && line.Level == LogLevel.Information);
        said.ShouldContain(line => line.Category == "Function.AuditCluster.User" && line.Level == LogLevel.Error);
    }
}
