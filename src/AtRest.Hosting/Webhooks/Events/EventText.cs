using System.Globalization;
using System.Text.Json;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>Reads texts of an event, whatever types it contains.</summary>
internal static class EventText
{
    /// <summary>The longest text that is kept. No name, ARN or ID in AWS that matters here is longer.</summary>
    public const int Longest = 512;

    /// <summary>The element at the end of a path of properties; null if it is missing or null.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>The text at the end of a path, shortened, and without control characters; null if there is none.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? Clean(text) : null;

    /// <summary>The texts of an array, up to a maximum number.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? array, int most) => array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Take(most) : [];

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static string Clean(string text)
    {
        var end = Math.Min(text.Length, Longest);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Create(end, text, static (target, source) =>
        {
            for (var index = 0; index < target.Length; index++)
            {
                target[index] = char.IsControl(source[index]) || source[index] is '\u2028' or '\u2029' ? ' ' : source[index];
            }
        });
    }
}
