using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Hosting.Settings;
using AtRest.Reports;

namespace AtRest.Hosting.Notifications;

/// <summary>Settings <c>AtRest:Notifications:N:…</c>: the organizations that are notified of their reports, and the URLs.</summary>
internal sealed partial record NotificationSettings
{
    private const string Section = "AtRest:Notifications";

    /// <summary>At most one of each format for an organization.</summary>
    public ImmutableArray<NotificationEndpoint> Endpoints { get; init; } = [];

    /// <summary>Setting <c>AtRest:PublicUrl</c>: the base of the reports' URLs; null: notifications have paths only.</summary>
    public Uri? PublicUrl { get; init; }

    public static NotificationSettings Read(SettingsReader reader)
    {
        var endpoints = ImmutableArray.CreateBuilder<NotificationEndpoint>();
        foreach (var child in reader.Children(Section))
        {
            if (Endpoint(reader, $"{Section}:{child}") is not { } endpoint)
            {
                continue;
            }

            if (endpoints.Any(other => other.OrganizationId == endpoint.OrganizationId && other.Format == endpoint.Format))
            {
                reader.Problem($"{Section}:{child}:Organization", $"organization '{endpoint.OrganizationId}' has a notification of this format already. Each organization can have one URL for each format.");
            }

            endpoints.Add(endpoint);
        }

        return new() { Endpoints = endpoints.ToImmutable(), PublicUrl = reader.Url("AtRest:PublicUrl") };
    }

    /// <summary>The URL for an organization's notifications of a format; null if there is none.</summary>
    public NotificationEndpoint? Find(string organizationId, NotificationFormat format) => Endpoints.FirstOrDefault(endpoint => endpoint.OrganizationId == organizationId && endpoint.Format == format);

    /// <summary>Whether a text has the form of the ID of an AWS account.</summary>
    public static bool IsAccountId(string text) => AccountId().IsMatch(text);

    /// <summary>Whether a text has the form of an AWS region.</summary>
    public static bool IsRegion(string text) => Region().IsMatch(text);

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
        var secrets = NotificationSecret.Read(reader, section, format);
        var token = NotificationToken.Read(reader, section, format);
        var target = Target(reader, section, format);
        var events = NotificationEventNames.Read(reader, $"{section}:Events");
        return organization is null || url is null || (secrets.IsEmpty && format.IsSigned()) || (token is null && format.IsForSiem()) ? null
            : new NotificationEndpoint { OrganizationId = organization, Url = url, Format = format, Secrets = secrets, Token = token, Target = target, Events = events };
    }

    /// <summary>The settings <c>AwsAccountId</c> and <c>AwsRegion</c>.</summary>
    private static FindingTarget Target(SettingsReader reader, string section, NotificationFormat format)
    {
        var target = new FindingTarget { AwsAccountId = reader.Text($"{section}:AwsAccountId"), AwsRegion = reader.Text($"{section}:AwsRegion") };
        foreach (var (name, value, form, what) in new[]
        {
            ("AwsAccountId", target.AwsAccountId, AccountId(), "the account whose Security Hub imports the findings, as 12 digits"),
            ("AwsRegion", target.AwsRegion, Region(), "the region of that Security Hub, such as eu-central-1"),
        })
        {
            if (format != NotificationFormat.Asff && value is not null)
            {
                reader.Problem($"{section}:{name}", "only the format asff has it. Remove it.");
            }
            else if (format == NotificationFormat.Asff && (value is null || !form.IsMatch(value)))
            {
                reader.Problem($"{section}:{name}", $"the value must be {what}.");
            }
        }

        return target;
    }

    [GeneratedRegex("^[0-9]{12}\\z")]
    private static partial Regex AccountId();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}\\z")]
    private static partial Regex Region();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    private static partial Regex Organization();
}
