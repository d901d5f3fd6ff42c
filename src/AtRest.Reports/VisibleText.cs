using System.Globalization;
using System.Text;

namespace AtRest.Reports;

/// <summary>Makes text from outside visible: invisible characters, and those that change the order of characters, are written as <c>‹U+202E›</c>.</summary>
public static class VisibleText
{
    /// <summary>The symbols with an empty glyph: BRAILLE PATTERN BLANK and MUSICAL SYMBOL NULL NOTEHEAD.</summary>
    private static readonly int[] Blank = [0x2800, 0x1D159];

    /// <summary>
    /// The code points with the property Default_Ignorable_Code_Point: a program that does not know them shows nothing. From
    /// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, with adjacent ranges joined. Unassigned ones are among them, so the list does not
    /// change with the versions of Unicode. Words in Persian and Indic scripts, and some emoji, contain such characters too. They are written out all the same: a name
    /// that differs only in them from another name must not look like it.
    /// </summary>
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

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
            if (rune.Value is '\n' or '\t' || !IsHidden(rune))
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

    /// <summary>The same on one line, with one space for each sequence of spaces, tabs and line ends.</summary>
    public static string Line(string text) => string.Join(' ', Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a character shows nothing: a control or format character, a line end, a tab, a noncharacter, or an invisible character. Spaces are visible.</summary>
    public static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (!rune.IsAscii && (Array.Exists(Ignorable, range => rune.Value >= range.First && rune.Value <= range.Last) || Blank.Contains(rune.Value) || IsNoncharacter(rune.Value)));

    /// <summary>Not a character and never shown; XML does not allow some of them (https://www.unicode.org/faq/private_use.html#nonchar1).</summary>
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

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
}
