using System.Threading.RateLimiting;
using AtRest.Hosting.Telemetry;

namespace AtRest.Hosting.Api.RateLimits;

/// <summary>
/// Counts calls. Each method returns null (go on), or how long to wait; a call that must wait is counted in the metrics. Each process counts by itself: two processes together allow twice as many.
/// </summary>
internal sealed class CallLimits(ApiSettings settings, AtRestMeters meters) : IDisposable
{
    private readonly PartitionedRateLimiter<string> callers = Make(settings.RateLimits.Caller);
    private readonly PartitionedRateLimiter<string> audits = Make(settings.RateLimits.Audits);
    private readonly PartitionedRateLimiter<string> addresses = Make(settings.RateLimits.Address);
    private readonly PartitionedRateLimiter<string> failures = Make(settings.RateLimits.Failures);
    private readonly PartitionedRateLimiter<string> webhook = Make(settings.RateLimits.Webhook);

    public TimeSpan? OfCaller(string callerId) => Count(RateLimit.Caller, callers, callerId);

    public TimeSpan? OfAudit(string organizationId) => Count(RateLimit.Audits, audits, organizationId);

    public TimeSpan? OfAddress(string address) => Count(RateLimit.Address, addresses, address);

    public TimeSpan? OfFailure(string address) => Count(RateLimit.Failures, failures, address);

    public TimeSpan? OfWebhook(string address) => Count(RateLimit.Webhook, webhook, address);

    public void Dispose()
    {
        callers.Dispose();
        audits.Dispose();
        addresses.Dispose();
        failures.Dispose();
        webhook.Dispose();
    }

    private TimeSpan? Count(RateLimit limit, PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
        {
            return null;
        }

        meters.RequestRejected(limit);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> Make(int perMinute)
    {
        // Permits come back one at a time, or a second's worth at once.
        var perPeriod = Math.Max(1, perMinute / 60);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * perPeriod / perMinute,
            QueueLimit = 0,
            AutoReplenishment = true,
        };
        return PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => options), StringComparer.Ordinal);
    }
}
