using System.Collections.Immutable;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api;

/// <summary>All settings of the HTTP API.</summary>
internal sealed record ApiSettings
{
    public AuthenticationSettings Authentication { get; init; } = new();

    /// <summary>Settings <c>AtRest:ApiKeys:N:…</c>.</summary>
    public ImmutableArray<ApiKeyEntry> Keys { get; init; } = [];

    public RateLimitSettings RateLimits { get; init; } = new();

    public DownloadSettings Downloads { get; init; } = new();

    /// <summary>
    /// Setting <c>AtRest:Http:ProxyHops</c>: how many proxies of yours before the app add the address that they were called from to <c>X-Forwarded-For</c>. Entries further to the left were
    /// written by the caller. In the Functions app the host's own entry does not count: it is the address of the connection already.
    /// </summary>
    public int ProxyHops { get; init; }

    public static ApiSettings Read(SettingsReader reader) => new()
    {
        Authentication = AuthenticationSettings.Read(reader),
        Keys = ApiKeyEntry.ReadAll(reader),
        RateLimits = RateLimitSettings.Read(reader),
        Downloads = DownloadSettings.Read(reader),
        ProxyHops = reader.Number("AtRest:Http:ProxyHops", 0, 0, 10),
    };
}
