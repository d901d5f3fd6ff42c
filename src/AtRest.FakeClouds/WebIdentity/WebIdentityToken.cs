using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AtRest.FakeClouds.WebIdentity;

/// <summary>The claims of an identity token.</summary>
internal sealed record WebIdentityToken(string Issuer, string Audience, string Subject, DateTimeOffset Expires)
{
    /// <summary>Null: the text is not a token.</summary>
    public static WebIdentityToken? Parse(string text)
    {
        string[] parts = text.Split('.');
        try
        {
            return parts.Length == 3 && JsonNode.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1]))) is JsonObject claims
                ? new WebIdentityToken((string?)claims["iss"] ?? "", (string?)claims["aud"] ?? "", (string?)claims["sub"] ?? "", DateTimeOffset.FromUnixTimeSeconds((long?)claims["exp"] ?? 0))
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public string Write(string signature)
    {
        JsonObject claims = new() { ["aud"] = Audience, ["iss"] = Issuer, ["exp"] = Expires.ToUnixTimeSeconds(), ["oid"] = Subject, ["sub"] = Subject, ["ver"] = "1.0" };
        return $"{Encode("""{"typ":"JWT","alg":"RS256"}""")}.{Encode(claims.ToJsonString())}.{signature}";
    }

    private static string Encode(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}
