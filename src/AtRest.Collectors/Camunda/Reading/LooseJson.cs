using System.Text.Json;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Takes out of an answer what is there, and minds nothing that is not, or is of another type than documented.</summary>
internal static class LooseJson
{
    private const int LongestOddity = 200;

    /// <summary>A member's text; of any other type its JSON, so that a finding can quote it; null for none, null and empty.</summary>
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
            // Half of a surrogate pair: no text, but it can be quoted as it was written.
            return Shorten(member.GetRawText());
        }
    }

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Shorten(string text) => text.Length <= LongestOddity ? text : text[..LongestOddity];
}
