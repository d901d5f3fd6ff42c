using AtRest.Collectors.Google.Client;
using Google;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>
/// How long one call is tried. Google's read quota is 300 requests a minute and project (https://cloud.google.com/kms/quotas), so a throttled
/// call has to outlast a minute; five minutes bound them all.
/// </summary>
internal sealed class CallPatience(TimeProvider clock)
{
    private const int FaultyAttempts = 24;
    private const int TimedOutAttempts = 6;
    private const int NeverAnsweredAttempts = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private int throttled;
    private int faulty;
    private int timedOut;
    private int unreachable;

    /// <summary>When the call began, as a time stamp of the clock.</summary>
    public long Started { get; } = clock.GetTimestamp();

    /// <summary>How many attempts have failed.</summary>
    public int Failed => throttled + faulty + timedOut + unreachable;

    /// <summary>How many of them were asked to slow down.</summary>
    public int Throttled => throttled;

    /// <summary>Notes one more failed attempt.</summary>
    /// <returns>How long to wait before the next; null: no more.</returns>
    public TimeSpan? Next(CallFault fault, Exception exception, bool endpointHasAnswered)
    {
        var (attempts, most) = fault switch
        {
            CallFault.Throttled => (++throttled, int.MaxValue),
            CallFault.TimedOut => (++timedOut, endpointHasAnswered ? TimedOutAttempts : NeverAnsweredAttempts),
            CallFault.Unreachable => (++unreachable, endpointHasAnswered ? FaultyAttempts : NeverAnsweredAttempts),
            _ => (++faulty, FaultyAttempts),
        };
        var delay = Backoff(fault, attempts);
        if (((exception as GoogleApiException)?.Error as CloudKmsError)?.RetryAfter is { } asked && asked > delay)
        {
            delay = asked;
        }

        return attempts >= most || clock.GetElapsedTime(Started) + delay > Longest ? null : delay;
    }

    /// <summary>Truncated exponential backoff with jitter (https://cloud.google.com/iot/docs/how-tos/exponential-backoff).</summary>
    private static TimeSpan Backoff(CallFault fault, int attempt)
    {
        var (first, longest) = fault == CallFault.Throttled ? (100.0, 8000.0) : (50.0, 1000.0);
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Min(first * Math.Pow(2, Math.Min(attempt, 20) - 1), longest));
    }
}
