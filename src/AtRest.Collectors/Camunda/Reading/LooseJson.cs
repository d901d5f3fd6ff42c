using System.Text.Json;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Reads the members of a response. A member that is missing, or has another type than documented, is not an error.</summary>
internal static class LooseJson
{
    private const int LongestQuote = 200;

    /// <summary>A member's text. For a member of another type, its JSON, so that a finding can quote it. Null if the member is missing, null or empty.</summary>
    public static string? TextOf(this JsonElement element, string name) => element.Member(name) is not { } member ? null : member.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => NullIfEmpty(Unescape(member)),
        _ => Shorten(member.GetRawText()),
    };

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Null unless the member is an object.</summary>
    public static JsonElement? ObjectOf(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    /// <summary>Null unless the member is a list.</summary>
    public static JsonElement? ListOf(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member : null;

    private static string Unescape(JsonElement member)
    {
        try
        {
            return member.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is not a text, but it can be quoted as it was written.
            return Shorten(member.GetRawText());
        }
    }

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Shorten(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote];
}
