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
    /// Setting <c>AtRest:Http:ProxyHops</c>: how many of your proxies are in front of the app. Each adds the address that called it to <c>X-Forwarded-For</c>. Entries further to the left were
    /// written by the client. In the Functions app, do not count the host's own entry: it is already the address of the connection.
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
