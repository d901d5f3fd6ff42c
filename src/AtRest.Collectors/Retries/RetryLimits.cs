namespace AtRest.Collectors.Retries;

/// <summary>How often a call is attempted and how long it waits in between. Each cloud has its own values (docs/decisions/0001-retries.md).</summary>
internal sealed record RetryLimits
{
    /// <summary>The limits for requests of tokens, which happen once an hour: four attempts.</summary>
    public static RetryLimits SignIn { get; } = new()
    {
        Throttled = 4,
        Faulty = 4,
        TimedOut = 4,
        Unreachable = 4,
        NeverAnswered = 4,
        Total = 4,
        AfterThrottling = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)),
        AfterFaults = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)),
    };

    /// <summary>The number of throttled attempts after which a call ends.</summary>
    public required int Throttled { get; init; }

    /// <summary>The number of attempts with a server error, a dropped connection or an unreadable answer after which a call ends.</summary>
    public required int Faulty { get; init; }

    /// <summary>The number of attempts without a response in time after which a call ends.</summary>
    public required int TimedOut { get; init; }

    /// <summary>The number of attempts without a connection after which a call ends.</summary>
    public required int Unreachable { get; init; }

    /// <summary>Replaces <see cref="TimedOut"/> and <see cref="Unreachable"/> for an endpoint that never answered: a wrong name or a failed network does not recover by itself.</summary>
    public required int NeverAnswered { get; init; }

    /// <summary>The number of attempts of all kinds.</summary>
    public int Total { get; init; } = int.MaxValue;

    /// <summary>The waits after throttled attempts.</summary>
    public required Backoff AfterThrottling { get; init; }

    /// <summary>The waits after all other attempts.</summary>
    public required Backoff AfterFaults { get; init; }

    /// <summary>The longest wait that a service can ask for. What it asks beyond that is cut to it.</summary>
    public TimeSpan RetryAfterCap { get; init; } = TimeSpan.MaxValue;

    /// <summary>A service that asks for a longer wait ends the call.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>The longest time that a call can take, its waits included.</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.MaxValue;

    /// <summary>The number of attempts with this fault after which a call ends.</summary>
    public int Of(FaultKind fault, bool endpointHasAnswered) => fault switch
    {
        FaultKind.Throttled => Throttled,
        FaultKind.TimedOut => endpointHasAnswered ? TimedOut : NeverAnswered,
        FaultKind.Unreachable => endpointHasAnswered ? Unreachable : NeverAnswered,
        _ => Faulty,
    };
}

/// <summary>Exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).</summary>
/// <param name="First">The longest wait after the first attempt. It doubles with each further attempt.</param>
/// <param name="Longest">The longest wait.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    // Beyond 2^30 the wait is the longest in any case.
    private const int MostDoublings = 30;

    /// <summary>The wait after an attempt.</summary>
    /// <param name="attempt">Its number, from 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public TimeSpan After(int attempt, double jitter)
    {
        var ceiling = First * Math.Pow(2, Math.Min(attempt - 1, MostDoublings));
        return (ceiling < Longest ? ceiling : Longest) * jitter;
    }
}
