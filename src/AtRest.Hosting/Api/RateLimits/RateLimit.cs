using System.Text.Json.Serialization;

namespace AtRest.Hosting.Api.RateLimits;

/// <summary>The limits that a request can reach. They have the names of their settings, <c>AtRest:RateLimits:…</c>.</summary>
internal enum RateLimit
{
    [JsonStringEnumMemberName("caller")]
    Caller,

    [JsonStringEnumMemberName("audits")]
    Audits,

    [JsonStringEnumMemberName("address")]
    Address,

    [JsonStringEnumMemberName("failures")]
    Failures,

    [JsonStringEnumMemberName("webhook")]
    Webhook,
}
