using System.Collections.Immutable;

namespace AtRest.Hosting.Notifications.Sending;

/// <summary>
/// The times of the attempts: over three days, as the Standard Webhooks specification recommends, each up to a tenth later at random, so that notifications that failed together do not
/// return together.
/// </summary>
internal sealed record RetrySchedule
{
    private const double Jitter = 0.1;

    /// <summary>The longest pause that a receiver may request.</summary>
    private static readonly TimeSpan LongestRequestedPause = TimeSpan.FromHours(24);

    /// <summary>How long a receiver may take to answer; the specification recommends 15 to 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The pauses after the first, second … attempt.</summary>
    public ImmutableArray<TimeSpan> Pauses { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The pause after an attempt; null after the last one.</summary>
    /// <param name="attempt">1 for the first attempt.</param>
    /// <param name="requestedPause">The pause that the receiver requested (Retry-After).</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public TimeSpan? After(int attempt, TimeSpan? requestedPause, double random)
    {
        if (attempt > Pauses.Length)
        {
            return null;
        }

        var pause = Pauses[attempt - 1];
        if (requestedPause > pause)
        {
            pause = requestedPause.Value < LongestRequestedPause ? requestedPause.Value : LongestRequestedPause;
        }

        return pause * (1 + (Jitter * random));
    }
}
