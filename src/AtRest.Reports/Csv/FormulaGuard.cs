using System.Globalization;
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
        foreach (var character in value)
        {
            if (atStart && (character == Guard || Starts.Contains(character, StringComparison.Ordinal) || (safe.Length == 0 && character is '\t' or '\r' or '\n')))
            {
                safe.Append(Guard);
                atStart = false;
            }

            atStart = Separators.Contains(character, StringComparison.Ordinal) || (atStart && IsSkipped(character));
            safe.Append(character);
        }

        return safe.Length == value.Length ? value : safe.ToString();
    }

    /// <summary>The value as it was before <see cref="Protect"/>.</summary>
    public static string Restore(string text)
    {
        var value = new StringBuilder(text.Length);
        var atStart = true;
        for (var index = 0; index < text.Length; index++)
        {
            if (atStart && text[index] == Guard && index + 1 < text.Length)
            {
                index++;
                atStart = false;
            }

            atStart = Separators.Contains(text[index], StringComparison.Ordinal) || (atStart && IsSkipped(text[index]));
            value.Append(text[index]);
        }

        return value.ToString();
    }

    private static bool IsSkipped(char character) => character is '"' || char.IsWhiteSpace(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;
}
