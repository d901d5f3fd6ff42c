using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>Settings <c>AtRest:Notifications:N:…</c>: the organizations that are notified of their reports, and the URLs.</summary>
internal sealed partial record NotificationSettings
{
    private const string Section = "AtRest:Notifications";

    /// <summary>By organization.</summary>
    public ImmutableDictionary<string, NotificationEndpoint> Endpoints { get; init; } = ImmutableDictionary<string, NotificationEndpoint>.Empty;

    /// <summary>Setting <c>AtRest:PublicUrl</c>: the base of the reports' URLs; null: notifications have paths only.</summary>
    public Uri? PublicUrl { get; init; }

    public static NotificationSettings Read(SettingsReader reader)
    {
        var endpoints = ImmutableDictionary.CreateBuilder<string, NotificationEndpoint>();
        foreach (var child in reader.Children(Section))
        {
            if (Endpoint(reader, $"{Section}:{child}") is not { } endpoint)
            {
                continue;
            }

            if (!endpoints.TryAdd(endpoint.OrganizationId, endpoint))
            {
                reader.Problem($"{Section}:{child}:Organization", $"organization '{endpoint.OrganizationId}' has a notification already. Each organization can have one URL.");
            }
        }

        return new() { Endpoints = endpoints.ToImmutable(), PublicUrl = reader.Url("AtRest:PublicUrl") };
    }

    private static NotificationEndpoint? Endpoint(SettingsReader reader, string section)
    {
        var organization = reader.Text($"{section}:Organization");
        if (organization is null || !Organization().IsMatch(organization))
        {
            reader.Problem($"{section}:Organization", "the value must be the ID of an organization in the inventory: lower-case letters, digits and hyphens.");
        }

        var url = reader.Url($"{section}:Url");
        if (url is null && reader.Text($"{section}:Url") is null)
        {
            reader.Problem($"{section}:Url", "it is not set. Set the URL that receives the notifications.");
        }
        else if (url is { UserInfo.Length: > 0 } or { Fragment.Length: > 0 })
        {
            reader.Problem($"{section}:Url", "the URL must not contain a user or a fragment (#).");
        }

        var format = NotificationFormats.Read(reader, $"{section}:Format");
        var secrets = NotificationSecret.Read(reader, section, isNeeded: format.IsSigned());
        var events = NotificationEventNames.Read(reader, $"{section}:Events");
        return organization is null || url is null || (secrets.IsEmpty && format.IsSigned()) ? null
            : new NotificationEndpoint { OrganizationId = organization, Url = url, Format = format, Secrets = secrets, Events = events };
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    private static partial Regex Organization();
}
