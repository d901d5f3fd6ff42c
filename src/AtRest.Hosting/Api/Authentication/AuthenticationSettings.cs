using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Settings <c>AtRest:Authentication:…</c>: bearer tokens of an OpenID Connect provider.</summary>
internal sealed record AuthenticationSettings
{
    /// <summary>The issuer, which serves <c>/.well-known/openid-configuration</c>; null: tokens are not accepted.</summary>
    public Uri? Authority { get; init; }

    /// <summary>The audience that tokens must have.</summary>
    public string? Audience { get; init; }

    /// <summary>The claim with the IDs of the bearer's organizations: one ID, or a list.</summary>
    public string OrganizationClaim { get; init; } = "organization";

    /// <summary>The claim that lists the bearer's roles.</summary>
    public string RolesClaim { get; init; } = "roles";

    /// <summary>The role that can see every organization; null: no token can.</summary>
    public string? OperatorRole { get; init; }

    /// <summary>The role that can make and revoke the keys of the bearer's organizations; null: no token can, except those of operators.</summary>
    public string? AdministratorRole { get; init; }

    public static AuthenticationSettings Read(SettingsReader reader)
    {
        var defaults = new AuthenticationSettings();
        var settings = new AuthenticationSettings
        {
            Authority = reader.Url("AtRest:Authentication:Authority"),
            Audience = reader.Text("AtRest:Authentication:Audience"),
            OrganizationClaim = reader.Text("AtRest:Authentication:OrganizationClaim") ?? defaults.OrganizationClaim,
            RolesClaim = reader.Text("AtRest:Authentication:RolesClaim") ?? defaults.RolesClaim,
            OperatorRole = reader.Text("AtRest:Authentication:OperatorRole"),
            AdministratorRole = reader.Text("AtRest:Authentication:AdministratorRole"),
        };
        if (settings is { Authority: not null, Audience: null })
        {
            reader.Problem("AtRest:Authentication:Audience", "it is not set. Without it, this server would accept tokens that were issued for other services. Set it to the audience of your tokens.");
        }

        if (settings is { Authority: null, Audience: not null } && reader.Text("AtRest:Authentication:Authority") is null)
        {
            reader.Problem("AtRest:Authentication:Authority", "it is not set, but an audience is. Set it to the issuer of your tokens, such as https://login.example.com/tenant.");
        }

        return settings;
    }
}
