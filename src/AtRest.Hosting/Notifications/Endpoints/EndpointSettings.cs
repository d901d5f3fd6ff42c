using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>Settings <c>AtRest:NotificationEndpoints:…</c>: the operators' limits for the endpoints that people make in the portal and with the API.</summary>
internal sealed record EndpointSettings
{
    private const int MostEndpoints = 100;

    /// <summary><c>MostPerOrganization</c>: the largest number of valid endpoints of an organization.</summary>
    public int MostPerOrganization { get; init; } = 10;

    /// <summary><c>AllowPrivateAddresses</c>: endpoints can be at addresses that are not on the public internet, and messages can go through a proxy.</summary>
    public bool AllowPrivateAddresses { get; init; }

    public static EndpointSettings Read(SettingsReader reader) => new()
    {
        MostPerOrganization = reader.Number("AtRest:NotificationEndpoints:MostPerOrganization", new EndpointSettings().MostPerOrganization, 1, MostEndpoints),
        AllowPrivateAddresses = reader.Flag("AtRest:NotificationEndpoints:AllowPrivateAddresses", fallback: false),
    };
}
