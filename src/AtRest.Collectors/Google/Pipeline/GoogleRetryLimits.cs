using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>
/// The limits for Google Cloud. The read quota is 300 requests a minute and project (https://cloud.google.com/kms/quotas), so a throttled call must be able to wait for more than a
/// minute. No call takes more than five minutes.
/// </summary>
internal static class GoogleRetryLimits
{
    public static RetryLimits Value { get; } = new()
    {
        Throttled = int.MaxValue,
        Faulty = 24,
        TimedOut = 6,
        Unreachable = 24,
        NeverAnswered = 3,
        AfterThrottling = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(8)),
        AfterFaults = new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)),
        LongestCall = TimeSpan.FromMinutes(5),
    };
}
