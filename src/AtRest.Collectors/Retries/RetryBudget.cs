namespace AtRest.Collectors.Retries;

/// <summary>
/// Decides whether a call is attempted again, and after how long. It has no clock, no random numbers and no I/O: the caller passes in what they give, so that a test can try every case.
/// </summary>
internal sealed class RetryBudget(RetryLimits limits)
{
    private int faulty;
    private int timedOut;
    private int unreachable;

    /// <summary>The number of attempts that were throttled.</summary>
    public int Throttled { get; private set; }

    /// <summary>The number of attempts that failed.</summary>
    public int Failed => Throttled + faulty + timedOut + unreachable;

    /// <summary>Counts a failed attempt.</summary>
    /// <param name="failure">How the attempt ended.</param>
    /// <returns>How long to wait before the next attempt; null if the call ends here.</returns>
    public TimeSpan? Next(Failure failure)
    {
        var (attempts, backoff) = failure.Fault switch
        {
            FaultKind.None => throw new ArgumentException("A definite response is not a failure.", nameof(failure)),
            FaultKind.Throttled => (++Throttled, limits.AfterThrottling.After(Throttled, failure.Jitter)),
            FaultKind.TimedOut => (++timedOut, AfterFault(failure)),
            FaultKind.Unreachable => (++unreachable, AfterFault(failure)),
            _ => (++faulty, AfterFault(failure)),
        };
        var asked = failure.RetryAfter ?? TimeSpan.Zero;
        if (attempts >= limits.Of(failure.Fault, failure.EndpointHasAnswered) || Failed >= limits.Total || asked > limits.LongestRetryAfter)
        {
            return null;
        }

        asked = asked < limits.RetryAfterCap ? asked : limits.RetryAfterCap;
        var wait = asked > backoff ? asked : backoff;
        return wait > limits.LongestCall - failure.Elapsed ? null : wait;
    }

    private TimeSpan AfterFault(Failure failure) => limits.AfterFaults.After(faulty + timedOut + unreachable, failure.Jitter);
}

/// <summary>What the budget needs to know about a failed attempt.</summary>
internal readonly record struct Failure
{
    public required FaultKind Fault { get; init; }

    /// <summary>The wait that the service asks for; null if it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the endpoint ever sent anything, errors included.</summary>
    public required bool EndpointHasAnswered { get; init; }

    /// <summary>The time since the call began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>A random number from 0 to 1.</summary>
    public required double Jitter { get; init; }
}
