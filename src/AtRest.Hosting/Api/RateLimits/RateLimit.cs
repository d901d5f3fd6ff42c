namespace AtRest.Hosting.Api.RateLimits;

/// <summary>The limits that a request can reach. They have the names of their settings, <c>AtRest:RateLimits:…</c>.</summary>
internal enum RateLimit
{
    Caller,
    Audits,
    Address,
    Failures,
    Webhook,
}
