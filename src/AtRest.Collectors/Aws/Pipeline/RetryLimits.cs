namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// How often to try and how long to wait. With half of all attempts throttled, 60 attempts leave a call unanswered once in 10^18; with 30 %
/// failing, 24 attempts once in 10^12 (docs/decisions/0001-retries.md).
/// </summary>
internal static class RetryLimits
{
    public const int Throttled = 60;
    public const int Faulty = 24;
    public const int TimedOut = 10;

    /// <summary>For an endpoint that has never answered: a wrong name or a network that is down does not mend itself.</summary>
    public const int NeverAnswered = 3;

    public static int Of(FaultKind kind, bool endpointHasAnswered) => kind switch
    {
        FaultKind.Throttled => Throttled,
        FaultKind.TimedOut => endpointHasAnswered ? TimedOut : NeverAnswered,
        FaultKind.Unreachable => endpointHasAnswered ? Faulty : NeverAnswered,
        _ => Faulty,
    };

    /// <summary>Exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).</summary>
    public static TimeSpan Delay(FaultKind kind, int attempt)
    {
        var (first, longest) = kind == FaultKind.Throttled ? (50.0, 2000.0) : (25.0, 500.0);
        var ceiling = Math.Min(first * Math.Pow(2, attempt - 1), longest);
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * ceiling);
    }
}
