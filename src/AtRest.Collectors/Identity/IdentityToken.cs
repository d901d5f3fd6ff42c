using System.Buffers.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.Collectors.Identity;

/// <summary>A token of the process's own identity. Messages can show its claims, so that a reader can compare them with the trust policy. They never show the token.</summary>
internal sealed partial class IdentityToken(string value)
{
    private const int LongestClaim = 200;

    // The search for tokens takes a time that grows with the square of a text without spaces.
    private const int LongestRedacted = 8000;

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
                ? "The token does not have the expected form."
                : $"The token has the issuer {Claim(payload, "iss")}, the audience {Claim(payload, "aud")} and the subject {Claim(payload, "sub")}.";
        }
    }

    /// <summary>Removes everything that looks like a token, since an error message of any service could quote one.</summary>
    public static string Redact(string text) => TokenLike().Replace(text.Length <= LongestRedacted ? text : text[..LongestRedacted] + "…", "(token)");

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
