using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Webhooks;

/// <summary>Settings <c>AtRest:Webhook:…</c>.</summary>
internal sealed record WebhookSettings
{
    private const string Section = "AtRest:Webhook:Keys";

    /// <summary>The template for AWS requires 32.</summary>
    private const int ShortestKey = 16;

    private const int LongestKey = 512;

    /// <summary>The currently valid keys, as SHA-256; usually one, two while they are being changed, none if the webhook is not used.</summary>
    public ImmutableArray<ImmutableArray<byte>> KeyHashes { get; init; } = [];

    /// <summary>How long further changes of a key wait for the audit of the first one.</summary>
    public TimeSpan Coalescing { get; init; } = TimeSpan.FromSeconds(2);

    public static WebhookSettings Read(SettingsReader reader)
    {
        if (reader.Text(Section) is not null)
        {
            reader.Problem(Section, $"the setting is a list of keys, not a single key. Set {Section}:0 instead.");
        }

        return new()
        {
            KeyHashes = [.. reader.Children(Section).Select(child => Key(reader, child)).OfType<string>().Select(key => ImmutableArray.Create(SHA256.HashData(Encoding.UTF8.GetBytes(key))))],
            Coalescing = TimeSpan.FromSeconds(reader.Number("AtRest:Webhook:CoalesceSeconds", fallback: 2, least: 1, most: 60)),
        };
    }

    private static string? Key(SettingsReader reader, string child)
    {
        var name = $"{Section}:{child}";
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
