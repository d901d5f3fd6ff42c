using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace AtRest.Hosting.Settings;

/// <summary>
/// The schedule of the nightly audit, in UTC: an NCRONTAB expression of six fields
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions), read by the library that the Functions host uses.
/// </summary>
public sealed class NightlySchedule
{
    // A timer may fire a little early, because its clock differs.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(8 * 366);
    private readonly CrontabSchedule schedule;
    private readonly string text;

    private NightlySchedule(string text, CrontabSchedule schedule)
    {
        this.text = text;
        this.schedule = schedule;
    }

    /// <summary>Every night at two o'clock.</summary>
    public static NightlySchedule Default { get; } = TryParse("0 0 2 * * *", out var schedule) ? schedule : throw new InvalidOperationException("The default schedule is wrong.");

    /// <summary>False if the text is not such an expression.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NightlySchedule? schedule)
    {
        var parsed = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        schedule = parsed is null ? null : new NightlySchedule(text, parsed);
        return schedule is not null;
    }

    /// <summary>The first occurrence after a moment; null if there is none in the next eight years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var limit = after.UtcDateTime + Furthest;
        var next = schedule.GetNextOccurrence(after.UtcDateTime, limit);
        return next < limit ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }

    /// <summary>The occurrence of a tick: the last one up to the tick, however late the tick is; null if there is none.</summary>
    public DateTimeOffset? At(DateTimeOffset tick)
    {
        var end = (tick + Early).UtcDateTime;
        for (var window = TimeSpan.FromMinutes(2); window <= Furthest; window *= 6)
        {
            var last = schedule.GetNextOccurrences(end - window, end.AddTicks(1)).LastOrDefault();
            if (last != default)
            {
                return new DateTimeOffset(last, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>The expression.</summary>
    public override string ToString() => text;
}
