using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api.RateLimits;

/// <summary>Settings <c>AtRest:RateLimits:…</c>: how many calls per minute. As many may come at once; then the permits come back evenly.</summary>
internal sealed record RateLimitSettings
{
    private const int Most = 10_000_000;

    /// <summary><c>Caller</c>: for each caller with a credential.</summary>
    public int Caller { get; init; } = 300;

    /// <summary><c>Audits</c>: for each organization, whole audits and audits of one cluster together. They make calls in the customer's accounts.</summary>
    public int Audits { get; init; } = 30;

    /// <summary><c>Address</c>: for each address without a credential.</summary>
    public int Address { get; init; } = 120;

    /// <summary><c>Failures</c>: for each address with a missing or wrong credential.</summary>
    public int Failures { get; init; } = 30;

    /// <summary><c>Webhook</c>: events from each address. EventBridge sends at most 300 per second to a destination, unless that quota was raised.</summary>
    public int Webhook { get; init; } = 60_000;

    public static RateLimitSettings Read(SettingsReader reader)
    {
        var defaults = new RateLimitSettings();
        return new()
        {
            Caller = reader.Number("AtRest:RateLimits:Caller", defaults.Caller, 1, Most),
            Audits = reader.Number("AtRest:RateLimits:Audits", defaults.Audits, 1, Most),
            Address = reader.Number("AtRest:RateLimits:Address", defaults.Address, 1, Most),
            Failures = reader.Number("AtRest:RateLimits:Failures", defaults.Failures, 1, Most),
            Webhook = reader.Number("AtRest:RateLimits:Webhook", defaults.Webhook, 1, Most),
        };
    }
}
