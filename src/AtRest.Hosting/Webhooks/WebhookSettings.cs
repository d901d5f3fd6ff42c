using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Webhooks;

/// <summary>Settings <c>AtRest:Webhook:…</c>.</summary>
internal sealed record WebhookSettings
{
    private const string Common = "AtRest:Webhook:Keys";
    private const string Organizations = "AtRest:Webhook:Organizations";
    private const string List = "Keys";

    /// <summary>The template for AWS requires 32.</summary>
    private const int ShortestKey = 16;

    private const int LongestKey = 512;

    /// <summary>
    /// The valid keys: <c>Keys:N</c> for events about every organization, and <c>Organizations:ORG:Keys:N</c> for events about one. Usually one of each, two while a key is being changed,
    /// none if the webhook is not used.
    /// </summary>
    public ImmutableArray<WebhookKey> Keys { get; init; } = [];

    /// <summary>How long further changes of a key wait for the audit of the first one.</summary>
    public TimeSpan Coalescing { get; init; } = TimeSpan.FromSeconds(2);

    public static WebhookSettings Read(SettingsReader reader) => new()
    {
        Keys = ReadKeys(reader),
        Coalescing = TimeSpan.FromSeconds(reader.Number("AtRest:Webhook:CoalesceSeconds", fallback: 2, least: 1, most: 60)),
    };

    private static ImmutableArray<WebhookKey> ReadKeys(SettingsReader reader)
    {
        var keys = ImmutableArray.CreateBuilder<WebhookKey>();
        Dictionary<string, WebhookSender> senders = new(StringComparer.Ordinal);
        foreach (var (section, sender) in Sections(reader))
        {
            if (reader.Text(section) is not null)
            {
                reader.Problem(section, $"the setting is a list of keys, not a single key. Set {section}:0 instead.");
            }

            foreach (var child in reader.Children(section))
            {
                if (Key(reader, section, child) is not { } key)
                {
                    continue;
                }

                // The key decides which organization an event concerns, so it must not be the key of two.
                if (senders.TryGetValue(key, out var other) && other != sender)
                {
                    reader.Problem($"{section}:{child}", $"the key is also set for {(other.OrganizationId is { } id ? $"organization '{id}'" : Common)}. Use a different key for each.");
                }

                senders[key] = sender;
                keys.Add(new(ImmutableArray.Create(SHA256.HashData(Encoding.UTF8.GetBytes(key))), sender));
            }
        }

        return keys.ToImmutable();
    }

    private static IEnumerable<(string Section, WebhookSender Sender)> Sections(SettingsReader reader)
    {
        yield return (Common, new WebhookSender(null));
        if (reader.Text(Organizations) is not null)
        {
            reader.Problem(Organizations, $"the setting is a section with the IDs of organizations. Set {Organizations}:ORGANIZATION:{List}:0 instead.");
        }

        foreach (var child in reader.Children(Organizations))
        {
            // Names of settings are not case-sensitive, and some systems write environment variables in upper case. Many allow no hyphen in them. IDs of organizations have lower-case letters
            // only, and no underscore, so nothing is ambiguous.
            var id = child.ToLowerInvariant().Replace('_', '-');
            if (!PathIds.IsOrganization(id))
            {
                reader.Problem($"{Organizations}:{child}", $"'{child}' is not a valid organization ID: use at most 63 lower-case letters, digits and hyphens.");
                continue;
            }

            if (reader.Text($"{Organizations}:{child}") is not null)
            {
                reader.Problem($"{Organizations}:{child}", $"the setting is a section, not a key. Set {Organizations}:{child}:{List}:0 instead.");
            }

            foreach (var unknown in reader.Children($"{Organizations}:{child}").Where(name => !name.Equals(List, StringComparison.OrdinalIgnoreCase)))
            {
                reader.Problem($"{Organizations}:{child}:{unknown}", $"the setting is unknown. Set {Organizations}:{child}:{List}:0 to the key of this organization.");
            }

            yield return ($"{Organizations}:{child}:{List}", new WebhookSender(id));
        }
    }

    private static string? Key(SettingsReader reader, string section, string child)
    {
        var name = $"{section}:{child}";
        if (child is not ("0" or "1"))
        {
            reader.Problem(name, "only 0 and 1 are allowed. The second key is for the time in which you change the key.");
            return null;
        }

        if (reader.Text(name) is not { } key)
        {
            return null;
        }

        if (SecretText.Problem(key) is { } problem)
        {
            reader.Problem(name, problem);
            return null;
        }

        if (key.Length is < ShortestKey or > LongestKey || !key.All(character => character is > ' ' and <= '~'))
        {
            reader.Problem(name, $"a webhook key has {ShortestKey} to {LongestKey} printable ASCII characters and no spaces. Create one with: openssl rand -base64 48");
            return null;
        }

        return key;
    }
}
