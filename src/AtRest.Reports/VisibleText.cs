using System.Globalization;
using System.Text;

namespace AtRest.Reports;

/// <summary>Makes text from outside visible: invisible characters, and those that change the order of characters, are written as <c>‹U+202E›</c>.</summary>
public static class VisibleText
{
    // Persian, Indic scripts and emoji are written with these two.
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The text with every invisible or malformed character written out; CR LF becomes LF. Line ends and tabs remain.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var revealed = new StringBuilder(text.Length + 16);

        // A lone surrogate is enumerated as U+FFFD, the replacement character.
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                revealed.Append(rune.ToString());
            }
            else
            {
                revealed.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
            }
        }

        return revealed.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is (< ' ' or > '~') and not '\n')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVisible(Rune rune) => rune.Value is '\n' or '\t' or ZeroWidthNonJoiner or ZeroWidthJoiner
        || Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
