using System.Globalization;
using System.Text;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Makes text from outside (names, messages of clouds, policies) safe for a terminal. It replaces control characters, which could move the cursor
/// or change the screen, and characters that change the direction of writing. Line breaks and tabs stay.
/// </summary>
internal static class SafeText
{
    private const char Replacement = '\uFFFD';

    public static string Of(string text) => text.Any(IsHarmful) ? Replace(text) : text;

    /// <summary>For a cell or heading: line breaks become spaces too.</summary>
    public static string Line(string text) => Of(text).ReplaceLineEndings(" ").Replace('\t', ' ');

    private static string Replace(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            safe.Append(IsHarmful(character) ? Replacement : character);
        }

        return safe.ToString();
    }

    private static bool IsHarmful(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control => character is not ('\n' or '\r' or '\t'),
        // Zero-width joiners belong to ordinary words in some languages. Overrides and isolates only mislead.
        UnicodeCategory.Format => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };
}
