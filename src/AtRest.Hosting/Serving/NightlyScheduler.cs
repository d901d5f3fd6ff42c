using AtRest.Hosting.Clocks;
using AtRest.Hosting.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Does what the timer trigger does in the Functions app. Occurrences that were missed while nothing ran are run once, late.</summary>
internal sealed partial class NightlyScheduler(INightlyWork work, NightlyMemory memory, ClockWatch clock, HostSettings settings, TimeProvider time, ILogger<NightlyScheduler> logger) : BackgroundService
{
    /// <summary>A limit for each wait, so that a changed clock or a machine that slept is noticed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Nights in the future were run by a clock that was ahead. Shorter corrections of a clock cost nothing: a night that is run twice is the same audit.</summary>
    private static readonly TimeSpan LongestAhead = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? done = null;
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                done ??= await BeginAsync(stoppingToken);
                done = await CatchUpAsync(done.Value, stoppingToken);
                pause = FirstPause;
                wait = Wait(done.Value);
            }
            catch (Exception exception)
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                LogFailed(exception, pause);
                wait = pause;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>If nothing was ever run, the schedule starts now: the time before the first start is not a missed night.</summary>
    private async Task<DateTimeOffset> BeginAsync(CancellationToken cancellationToken)
    {
        if (await memory.ReadAsync(cancellationToken) is { } known)
        {
            clock.CheckNights(known, settings.Audits.Schedule);
            return known;
        }

        var now = time.GetUtcNow();
        await memory.WriteAsync(now, cancellationToken);
        return now;
    }

    private async Task<DateTimeOffset> CatchUpAsync(DateTimeOffset done, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAhead = done > now + LongestAhead;
        if (settings.Audits.Schedule.At(now) is not { } due || (due <= done && !isAhead))
        {
            return done;
        }

        if (isAhead)
        {
            clock.NoteFuture("The last nightly audit");
            LogAhead(done, due);
        }

        var isPastDue = isAhead || now - due > LongestWait;
        LogRuns(due, isPastDue);
        await work.RunAsync(new NightlyTick(now, isPastDue), cancellationToken);
        // After the work: after a kill in between it runs again, and starts no second audit.
        await memory.WriteAsync(due, cancellationToken);
        return due;
    }

    private TimeSpan Wait(DateTimeOffset done)
    {
        var now = time.GetUtcNow();
        var next = settings.Audits.Schedule.Next(done > now ? done : now) ?? DateTimeOffset.MaxValue;
        return next - now is var left && left < LongestWait ? left : LongestWait;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The nightly audit of {Due:u} starts (late: {IsPastDue})")]
    private partial void LogRuns(DateTimeOffset due, bool isPastDue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last nightly audit is recorded at {Last:u}, which is in the future: a clock was ahead, or is behind now. The schedule goes on with the night of {Due:u}.")]
    private partial void LogAhead(DateTimeOffset last, DateTimeOffset due);

    [LoggerMessage(Level = LogLevel.Error, Message = "The nightly audit could not be started. The next attempt is in {Pause}.")]
    private partial void LogFailed(Exception exception, TimeSpan pause);
}
