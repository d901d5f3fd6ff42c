using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using AtRest.Hosting.Settings;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Clocks;

/// <summary>
/// Gathers signs that a clock is wrong: the storage's clock differs, the time jumped while the process ran, or something stored is in the future. Nothing stops because of it: it is
/// logged, <c>ready</c> shows it, and the retention rests (docs/decisions/0013-deliveries-and-clocks.md).
/// </summary>
internal sealed partial class ClockWatch(TimeProvider time, ILogger<ClockWatch> log)
{
    /// <summary>Clocks of machines differ by less. The same as for tokens and for links of Azure Storage.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>How long a sign is shown after it was last seen.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    /// <summary>How long a sign keeps the retention from deleting: at least one night.</summary>
    private static readonly TimeSpan Doubted = TimeSpan.FromHours(30);

    /// <summary>How long nights can be missed before it is a sign: servers are off for a weekend.</summary>
    private static readonly TimeSpan LongestOff = TimeSpan.FromDays(3);

    private readonly ConcurrentDictionary<string, long> signs = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long checkedAt = time.GetTimestamp();
    private DateTimeOffset checkedTime = time.GetUtcNow();
    private volatile Gap? gap;

    /// <summary>Whether there was a sign since the last night.</summary>
    public bool IsInDoubt => !Since(Doubted).IsEmpty;

    /// <summary>What to show, one sentence each.</summary>
    public ImmutableArray<string> Signs => gap is { } missed && time.GetElapsedTime(missed.SeenAt) <= Doubted ? [.. Since(Shown), missed.Sign] : Since(Shown);

    /// <summary>Whether a stored time cannot be right, if the clock is.</summary>
    public bool IsFuture(DateTimeOffset stored) => stored > time.GetUtcNow() + Tolerance;

    /// <summary>Compares the clock with the storage's, and with the time that has passed.</summary>
    /// <param name="storageAhead">How far the storage's clock is ahead of this one; null if it is not known.</param>
    public void Check(TimeSpan? storageAhead)
    {
        if (storageAhead?.Duration() > Tolerance)
        {
            Note("The clock of this machine and the clock of the storage differ by more than five minutes.");
        }

        TimeSpan jump;
        lock (gate)
        {
            var (now, utc) = (time.GetTimestamp(), time.GetUtcNow());
            jump = utc - checkedTime - time.GetElapsedTime(checkedAt, now);
            (checkedAt, checkedTime) = (now, utc);
        }

        if (jump.Duration() > Tolerance)
        {
            Note(jump > TimeSpan.Zero ? "The clock of this machine was set forward by more than five minutes, or the machine slept." : "The clock of this machine was set back by more than five minutes.");
        }
    }

    /// <summary>
    /// Notices that no night was seen for days. Nobody can tell a server that was off from a clock that is ahead, so it is no reason for doubt; the retention counts the nights itself. It is
    /// shown for a day, so that a person decides.
    /// </summary>
    /// <param name="last">The last night, or the first start.</param>
    /// <param name="schedule">When nights are due.</param>
    public void CheckNights(DateTimeOffset last, NightlySchedule schedule)
    {
        var now = time.GetUtcNow();
        if (schedule.At(now - LongestOff) > last)
        {
            var sign = string.Create(CultureInfo.InvariantCulture, $"This server has seen no night for {(now - last).Days} days. Either it was off, or the clock of this machine is ahead.");
            gap = new Gap(sign, time.GetTimestamp());
            LogGap(sign);
        }
    }

    /// <summary>Something that is stored has a time in the future.</summary>
    /// <param name="what">The beginning of a sentence, without the name of a customer.</param>
    public void NoteFuture(string what) => Note($"{what} has a time in the future. The clock of this machine is behind, or it was ahead.");

    private void Note(string sign)
    {
        var now = time.GetTimestamp();
        var isNew = !signs.TryGetValue(sign, out var seen) || time.GetElapsedTime(seen, now) > Shown;
        signs[sign] = now;
        if (isNew)
        {
            LogSign(sign);
        }
    }

    private ImmutableArray<string> Since(TimeSpan limit) => [.. signs.Where(sign => time.GetElapsedTime(sign.Value) <= limit).Select(sign => sign.Key).Order(StringComparer.Ordinal)];

    [LoggerMessage(LogLevel.Warning, "A clock is wrong, or was. {Sign} AtRest goes on. Reports have the time of the clock, and waivers expire by it. The retention deletes nothing until this is over.")]
    private partial void LogSign(string sign);

    [LoggerMessage(LogLevel.Warning, "{Sign} AtRest goes on. Reports have the time of the clock, and waivers expire by it.")]
    private partial void LogGap(string sign);

    private sealed record Gap(string Sign, long SeenAt);
}
