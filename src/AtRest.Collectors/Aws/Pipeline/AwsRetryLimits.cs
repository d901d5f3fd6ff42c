using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// The limits for AWS. With half of all attempts throttled, 60 attempts leave a call unanswered once in 10^18; with 30 % failing, 24 attempts once in 10^12
/// (docs/decisions/0001-retries.md).
/// </summary>
internal static class AwsRetryLimits
{
    public static RetryLimits Value { get; } = new()
    {
        Throttled = 60,
        Faulty = 24,
        TimedOut = 10,
        Unreachable = 24,
        NeverAnswered = 3,
        AfterThrottling = new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2)),
        AfterFaults = new Backoff(TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(500)),
        RetryAfterCap = TimeSpan.FromSeconds(5),
    };
}
