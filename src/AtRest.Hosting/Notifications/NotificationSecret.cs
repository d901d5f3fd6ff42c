using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>A secret that notifications are signed with: <c>whsec_</c> and 24 to 64 random bytes in Base64 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).</summary>
internal sealed class NotificationSecret
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;
    private const int NewBytes = 32;
    private static readonly string[] Names = ["Secret", "SecondSecret"];
    private readonly byte[] key;

    private NotificationSecret(byte[] key) => this.key = key;

    /// <summary>The settings <c>Secret</c> and, while it is being changed, <c>SecondSecret</c>.</summary>
    public static ImmutableArray<NotificationSecret> Read(SettingsReader reader, string section, NotificationFormat format)
    {
        if (!format.IsSigned())
        {
            foreach (var name in Names.Where(name => reader.Text($"{section}:{name}") is not null))
            {
                reader.Problem($"{section}:{name}", format.IsForSiem() ? "Findings are sent with a token, and without a signature. Remove it, and set Token." : "Slack and Teams check no signature. Remove it: the URL is the secret.");
            }

            return [];
        }

        var first = Read(reader, section, "Secret");
        if (first is null && reader.Text($"{section}:Secret") is null)
        {
            reader.Problem($"{section}:Secret", $"it is not set. Notifications must be signed. {HowToMake}");
        }

        return [.. new[] { first, Read(reader, section, "SecondSecret") }.OfType<NotificationSecret>()];
    }

    /// <summary>A new secret.</summary>
    public static string Create() => $"{Prefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewBytes))}";

    /// <summary>The secret with a text; null if the text is not one.</summary>
    public static NotificationSecret? TryParse(string text)
    {
        var bytes = new byte[text.Length];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= FewestBytes and <= MostBytes
            ? new NotificationSecret(bytes[..length])
            : null;
    }

    /// <summary>The header's text for one signature: <c>v1,BASE64</c>.</summary>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    private const string HowToMake = "Create a secret with: echo \"whsec_$(openssl rand -base64 32)\"";

    private static NotificationSecret? Read(SettingsReader reader, string section, string name)
    {
        if (reader.Text($"{section}:{name}") is not { } text)
        {
            return null;
        }

        if (SecretText.Problem(text) is { } problem)
        {
            reader.Problem($"{section}:{name}", problem);
            return null;
        }

        if (TryParse(text) is { } secret)
        {
            return secret;
        }

        reader.Problem($"{section}:{name}", $"a secret is '{Prefix}' and {FewestBytes} to {MostBytes} random bytes in Base64. {HowToMake}");
        return null;
    }
}
