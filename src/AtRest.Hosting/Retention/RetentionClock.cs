using AtRest.Hosting.Clocks;
using AtRest.Storage;

namespace AtRest.Hosting.Retention;

/// <summary>Decides by which time the retention judges tonight, and whether it may delete at all.</summary>
internal sealed class RetentionClock(IBlobStore blobs, ClockWatch clock, HostSettings settings, TimeProvider time)
{
    private const string Blob = "retention/state.json";

    /// <summary>
    /// By how much its time follows the clock in a run: more than the time from one night to the next, so that a server that was off catches up. While the clock is another such day ahead,
    /// nothing is deleted.
    /// </summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>A second run in the same night is a repetition.</summary>
    private static readonly TimeSpan ShortestNight = TimeSpan.FromHours(12);

    /// <summary>Of the first run: what is stored tonight may have a wrong time.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(2);

    /// <summary>What is known before the blobs are listed.</summary>
    public async Task<RetentionNight> BeginAsync(bool isLate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ReadAsync(cancellationToken) is not { } known)
        {
            return new RetentionNight { Now = now, Rest = "this is its first run, or its state was lost" };
        }

        clock.CheckNights(known.RanAt, settings.Audits.Schedule);
        var isBack = now < known.RanAt - ClockWatch.Tolerance;
        if (isBack)
        {
            clock.NoteFuture("The last run of the retention");
        }

        if (!isBack && now - known.RanAt < ShortestNight)
        {
            return new RetentionNight { Now = now, Known = known, Next = known, Rest = "it has already run tonight" };
        }

        // After the time was ahead, it waits until the clock has reached it.
        var step = LongestStep(known.RanAt);
        var at = isBack || known.At > now ? known.At : known.At + step is var next && next < now ? next : now;
        return new RetentionNight
        {
            Now = now,
            Known = known,
            Next = known with { At = at, RanAt = now },
            Rest = isLate ? "the night was missed, and this run is late"
                : clock.IsInDoubt ? "a clock is wrong, or was"
                : now - at > step + Ahead ? $"the clock is {(now - at).Days} days ahead of the nights that the server has seen: either it is wrong, or the server was off"
                : null,
        };
    }

    /// <summary>Written before anything is deleted: after a kill, the rest is deleted the next night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="newest">The newest stored time that is not recent; null if there is none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task KeepAsync(RetentionNight night, DateTimeOffset? newest, CancellationToken cancellationToken)
    {
        var next = night.Next ?? new RetentionState { At = newest < night.Now ? newest.Value : night.Now, RanAt = night.Now };
        await blobs.WriteJsonAsync(Blob, next, WriteCondition.Any, cancellationToken);
    }

    /// <summary>Whether a stored time says something about the time before this process.</summary>
    public static bool IsSettled(DateTimeOffset stored, RetentionNight night) => stored < night.Now - Recent;

    /// <summary>For a schedule of every night two days, for one of every week eight.</summary>
    private TimeSpan LongestStep(DateTimeOffset last)
    {
        // From one night to the next, whenever the last run was: it can be late.
        var night = settings.Audits.Schedule.Next(last);
        var gap = night is { } first && settings.Audits.Schedule.Next(first) is { } second ? second - first : Ahead;
        return (gap > Ahead ? gap : Ahead) + Ahead;
    }

    /// <summary>A damaged state is like none: it is written again, and nothing is deleted until then.</summary>
    private async Task<RetentionState?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.ReadJsonAsync<RetentionState>(Blob, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return null;
        }
    }
}

/// <summary>One run of the retention.</summary>
internal sealed record RetentionNight
{
    /// <summary>By the clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the last run left; null for the first.</summary>
    public RetentionState? Known { get; init; }

    /// <summary>What this run leaves.</summary>
    public RetentionState? Next { get; init; }

    /// <summary>Why nothing is deleted, as the end of a sentence; null: what has expired is deleted.</summary>
    public string? Rest { get; init; }

    /// <summary>The time to judge by.</summary>
    public DateTimeOffset At => Next is { } next && next.At < Now ? next.At : Now;
}
