using System.Buffers.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.Collectors.Identity;

/// <summary>A token of the process's own identity. What it claims may be told, so that the other side's trust can be compared with it; the token itself never.</summary>
internal sealed partial class IdentityToken(string value)
{
    private const int LongestClaim = 200;

    public string Value { get; } = value;

    /// <summary>Never the token.</summary>
    public override string ToString() => Claims;

    /// <summary>A sentence.</summary>
    public string Claims
    {
        get
        {
            using var payload = Parse();
            return payload is null
                ? "What was shown is not a token of the form that was expected."
                : $"The token has the issuer {Claim(payload, "iss")}, the audience {Claim(payload, "aud")} and the subject {Claim(payload, "sub")}.";
        }
    }

    /// <summary>Takes out what looks like a token: nobody's error message is trusted not to quote one.</summary>
    public static string Redact(string text) => TokenLike().Replace(text, "(token)");

    private JsonDocument? Parse()
    {
        try
        {
            return Value.Split('.') is [_, var payload, _] ? JsonDocument.Parse(Base64Url.DecodeFromChars(payload)) : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string Claim(JsonDocument payload, string name)
    {
        var text = payload.RootElement.ValueKind == JsonValueKind.Object && payload.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "(none)";
        return text.Length <= LongestClaim ? text : text[..LongestClaim];
    }

    [GeneratedRegex(@"[\w-]{8,}\.[\w-]{16,}\.[\w-]*|(?:ya29\.|eyJ)[\w.-]+|(?<![\w/+])[\w/+=-]{100,}")]
    private static partial Regex TokenLike();
}
