using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AtRest.Reports.Json;

/// <summary>The two ways in which the document is laid out.</summary>
internal static class JsonLayout
{
    public static JsonWriterOptions Indented { get; } = new() { Encoder = CreateEncoder(), Indented = true, NewLine = "\n" };

    public static JsonWriterOptions SingleLine { get; } = new() { Encoder = CreateEncoder() };

    /// <summary>
    /// Names stay readable in any script; what could break out of a page, or turn the order of a line's characters around, is escaped.
    /// </summary>
    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);

        // https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
        settings.ForbidCharacters(
            '\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069');
        return JavaScriptEncoder.Create(settings);
    }
}
