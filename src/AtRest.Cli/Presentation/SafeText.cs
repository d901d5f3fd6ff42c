using System.Text;
using AtRest.Reports;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Makes text from outside (names, messages of clouds, policies) safe for a terminal. It replaces control characters, which could move the cursor
/// or change the screen, characters that change the direction of writing, and those that cannot be seen. Line breaks and tabs stay.
/// </summary>
internal static class SafeText
{
    private const string Replacement = "\uFFFD";

    public static string Of(string text) => string.Join("\r\n", text.Split("\r\n").Select(part => part.EnumerateRunes().Any(IsHarmful) ? Replace(part) : part));

    /// <summary>For a cell or heading: line breaks become spaces too.</summary>
    public static string Line(string text) => Of(text).ReplaceLineEndings(" ").Replace('\t', ' ');

    private static string Replace(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(IsHarmful(rune) ? Replacement : rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>A carriage return alone would let the rest of a line overwrite its beginning. Half a character is enumerated as the replacement character.</summary>
    private static bool IsHarmful(Rune rune) => rune.Value is not ('\n' or '\t') && (VisibleText.IsHidden(rune) || rune == Rune.ReplacementChar);
}
