using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AtRest.Reports.Json;

/// <summary>How values from outside are written.</summary>
internal static class JsonText
{
    /// <summary>UTC; fractions of a second only where there are any.</summary>
    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static void WriteText(this Utf8JsonWriter json, string name, string? value) => json.WriteString(name, WellFormed(value));

    public static void WriteTextValue(this Utf8JsonWriter json, string value) => json.WriteStringValue(WellFormed(value));

    public static void WriteTextIfAny(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteText(name, value);
        }
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString(Iso8601, CultureInfo.InvariantCulture);

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, Iso(time));

    /// <summary>A lone surrogate has no UTF-8 form; it becomes U+FFFD instead of an exception.</summary>
    private static string? WellFormed(string? value) => value is null || IsWellFormed(value)
        ? value
        : string.Concat(value.EnumerateRunes());

    private static bool IsWellFormed(string value)
    {
        for (var index = 0; index < value.Length;)
        {
            if (!Rune.TryGetRuneAt(value, index, out var rune))
            {
                return false;
            }

            index += rune.Utf16SequenceLength;
        }

        return true;
    }
}
