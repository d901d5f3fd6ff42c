using System.Collections.Immutable;

namespace AtRest.Hosting.Notifications.Sending;

/// <summary>
/// When a notification is tried again: over three days, as the Standard Webhooks specification has it, each time up to a tenth later, so that what failed together does not come
/// back together.
/// </summary>
internal sealed record RetrySchedule
{
    private const double Jitter = 0.1;

    /// <summary>A receiver may ask for a longer pause, but not for one without end.</summary>
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    /// <summary>How long a receiver may take to answer; the specification recommends 15 to 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The pauses after the first, second … attempt.</summary>
    public ImmutableArray<TimeSpan> Pauses { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The pause after an attempt; null if it was the last one.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="wish">What the receiver asked for (Retry-After).</param>
    /// <param name="chance">0 to 1, at random.</param>
    public TimeSpan? After(int attempt, TimeSpan? wish, double chance)
    {
        if (attempt > Pauses.Length)
        {
            return null;
        }

        var pause = Pauses[attempt - 1];
        if (wish > pause)
        {
            pause = wish.Value < LongestWish ? wish.Value : LongestWish;
        }

        return pause * (1 + (Jitter * chance));
    }
}
