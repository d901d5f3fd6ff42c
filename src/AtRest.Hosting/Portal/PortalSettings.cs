using System.Collections.Immutable;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Portal;

/// <summary>Settings <c>AtRest:Portal:…</c>: the web pages for people.</summary>
internal sealed record PortalSettings
{
    /// <summary><c>SessionHours</c>: how long a sign-in lasts, in hours, if its key or token does not end sooner.</summary>
    public int SessionHours { get; init; } = 8;

    /// <summary><c>ClientId</c>: the portal's client ID at the identity provider of <c>AtRest:Authentication:Authority</c>; null: people sign in with API keys only.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>ClientSecret</c>: the secret of a confidential client; null for a public one.</summary>
    public string? ClientSecret { get; init; }

    /// <summary><c>Scopes</c>: what the portal requests at the identity provider, separated by spaces.</summary>
    public ImmutableArray<string> Scopes { get; init; } = ["openid"];

    /// <summary><c>Address</c>: the address of this server as browsers see it, for the way back from the identity provider; null: the address of the request, which is right without a proxy.</summary>
    public Uri? Address { get; init; }

    public static PortalSettings Read(SettingsReader reader)
    {
        var settings = new PortalSettings
        {
            SessionHours = reader.Number("AtRest:Portal:SessionHours", new PortalSettings().SessionHours, 1, 24),
            ClientId = reader.Text("AtRest:Portal:ClientId"),
            ClientSecret = reader.Text("AtRest:Portal:ClientSecret"),
            Scopes = [.. (reader.Text("AtRest:Portal:Scopes") ?? "openid").Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct(StringComparer.Ordinal)],
            Address = reader.Url("AtRest:Portal:Address"),
        };
        if (settings.ClientId is not null && reader.Text("AtRest:Authentication:Authority") is null)
        {
            reader.Problem("AtRest:Portal:ClientId", "the identity provider is not set. Set AtRest:Authentication:Authority too.");
        }

        if (settings is { ClientId: null, ClientSecret: not null })
        {
            reader.Problem("AtRest:Portal:ClientSecret", "a secret is set, but no client ID. Set AtRest:Portal:ClientId too.");
        }

        return settings;
    }
}
