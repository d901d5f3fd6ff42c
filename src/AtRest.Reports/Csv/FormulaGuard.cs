using System.Text;

namespace AtRest.Reports.Csv;

/// <summary>
/// Keeps a spreadsheet from reading a value as a formula (https://owasp.org/www-community/attacks/CSV_Injection): an apostrophe is written before the character that would start one.
/// A value can start at its first character and, where the separator of lists is not a comma, after a semicolon, a tab or a line end; spaces, quotation marks and invisible characters
/// before the formula do not matter. An apostrophe there gets another one, so the change can be undone: remove one apostrophe wherever one is at such a place.
/// </summary>
internal static class FormulaGuard
{
    private const char Guard = '\'';

    /// <summary>With the wide and small variants, which some spreadsheets treat like the plain characters.</summary>
    private const string Starts = "=+-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20";

    private const string Separators = ";\t\r\n";

    /// <summary>The value with the apostrophes that make it safe.</summary>
    public static string Protect(string value)
    {
        var safe = new StringBuilder(value.Length + 1);
        var atStart = true;
        for (int index = 0, length; index < value.Length; index += length)
        {
            (var rune, length) = At(value, index);
            if (atStart && (rune.Value == Guard || Has(Starts, rune) || (safe.Length == 0 && rune.Value is '\t' or '\r' or '\n')))
            {
                safe.Append(Guard);
                atStart = false;
            }

            atStart = Has(Separators, rune) || (atStart && IsSkipped(rune));
            safe.Append(value, index, length);
        }

        return safe.Length == value.Length ? value : safe.ToString();
    }

    /// <summary>The value as it was before <see cref="Protect"/>.</summary>
    public static string Restore(string text)
    {
        var value = new StringBuilder(text.Length);
        var atStart = true;
        for (int index = 0, length; index < text.Length; index += length)
        {
            if (atStart && text[index] == Guard && index + 1 < text.Length)
            {
                index++;
                atStart = false;
            }

            (var rune, length) = At(text, index);
            atStart = Has(Separators, rune) || (atStart && IsSkipped(rune));
            value.Append(text, index, length);
        }

        return value.ToString();
    }

    /// <summary>The character at a place, and its length. Half a character is one too.</summary>
    private static (Rune Rune, int Length) At(string text, int index)
    {
        _ = Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
        return (rune, length);
    }

    private static bool Has(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsSkipped(Rune rune) => rune.Value is '"' || Rune.IsWhiteSpace(rune) || VisibleText.IsHidden(rune);
}
