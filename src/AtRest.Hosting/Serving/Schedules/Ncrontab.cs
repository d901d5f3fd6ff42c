using System.Diagnostics.CodeAnalysis;

namespace AtRest.Hosting.Serving.Schedules;

/// <summary>
/// A schedule as timer triggers have it: six fields, second to day of week, in UTC; with five the second is 0
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions). Day and day of week must both be right.
/// </summary>
internal sealed class Ncrontab
{
    // In 28 years every date has met every day of the week; 40 reach over a year that is no leap year (2100).
    private const int FarthestDays = 40 * 366;

    private readonly string text;
    private readonly bool[][] fields;

    private Ncrontab(string text, bool[][] fields)
    {
        this.text = text;
        this.fields = fields;
    }

    /// <summary>At two o'clock.</summary>
    public static Ncrontab EveryNight { get; } = TryParse("0 0 2 * * *", out var schedule, out var problem) ? schedule : throw new InvalidOperationException(problem);

    /// <param name="text">The schedule.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">Everything that is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Ncrontab? schedule, [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6))
        {
            problem = $"'{text}' is no schedule: six fields are needed, such as '0 0 2 * * *' for 02:00 UTC (second, minute, hour, day, month, day of week).";
            return false;
        }

        parts = parts.Length == 5 ? ["0", .. parts] : parts;
        List<bool[]> fields = [];
        List<string> problems = [];
        foreach (var (field, part) in NcrontabField.All.Zip(parts))
        {
            if (field.TryParse(part, out var values, out var wrong))
            {
                fields.Add(values);
            }
            else
            {
                problems.Add(wrong);
            }
        }

        if (problems.Count == 0)
        {
            var parsed = new Ncrontab(text, [.. fields]);
            schedule = parsed.Next(DateTimeOffset.UnixEpoch) is null ? null : parsed;
        }

        problem = schedule is not null ? null : problems.Count > 0 ? string.Join(" ", problems) : $"'{text}' never comes: there is no such day.";
        return schedule is not null;
    }

    /// <summary>The first moment after this one; null if it is too far away to tell.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = Seconds(after).AddSeconds(1);
        return Days(from, 1).Select(day => First(day, day == from.Date ? from.TimeOfDay : TimeSpan.Zero)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The last moment up to this one; null if it is too long ago to tell.</summary>
    public DateTimeOffset? Last(DateTimeOffset upTo)
    {
        var to = Seconds(upTo);
        return Days(to, -1).Select(day => Final(day, day == to.Date ? to.TimeOfDay : new TimeSpan(23, 59, 59))).FirstOrDefault(found => found is not null);
    }

    public override string ToString() => text;

    private IEnumerable<DateTime> Days(DateTime from, int step) => Enumerable.Range(0, FarthestDays)
        .Select(day => from.Date.AddDays(day * step))
        .Where(day => fields[3][day.Day] && fields[4][day.Month] && fields[5][(int)day.DayOfWeek]);

    private DateTimeOffset? First(DateTime day, TimeSpan from) => Times().Cast<TimeSpan?>().FirstOrDefault(time => time >= from) is { } found ? At(day, found) : null;

    private DateTimeOffset? Final(DateTime day, TimeSpan to) => Times().Cast<TimeSpan?>().TakeWhile(time => time <= to).LastOrDefault() is { } found ? At(day, found) : null;

    private IEnumerable<TimeSpan> Times() =>
        from hour in Values(fields[2])
        from minute in Values(fields[1])
        from second in Values(fields[0])
        select new TimeSpan(hour, minute, second);

    private static IEnumerable<int> Values(bool[] field) => Enumerable.Range(0, field.Length).Where(value => field[value]);

    private static DateTime Seconds(DateTimeOffset time) => time.UtcDateTime.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));

    private static DateTimeOffset At(DateTime day, TimeSpan time) => new(day.Add(time), TimeSpan.Zero);
}
