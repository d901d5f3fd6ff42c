using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Reports;

namespace AtRest.Hosting.Logs;

/// <summary>
/// Makes text safe for a log. Callers write parts of it (paths, names, headers), so it could forge lines, move the cursor of a terminal, change the direction of writing, or hide characters.
/// Such characters are escaped, as <c>\n</c> or <c>\u202E</c>. Long texts are cut, and so are API keys, which callers can send in the wrong place, such as the path.
/// </summary>
internal static partial class LogText
{
    /// <summary>The beginnings of the keys for the API, the webhook and the calendar.</summary>
    private static readonly SearchValues<string> KeyPrefixes = SearchValues.Create(["atrest_", "atresthook_", "atrestcal_"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The longest message, in characters.</summary>
    public const int LongestMessage = 4096;

    /// <summary>The longest value of a scope, such as the path of the request.</summary>
    public const int LongestInScope = 256;

    /// <summary>The longest exception, with all inner exceptions and their stacks.</summary>
    public const int LongestException = 32 * 1024;

    /// <summary>The text; the same instance if nothing in it has to be changed.</summary>
    public static string Of(string text, int longest = LongestMessage)
    {
        text = WithoutKeys(text);
        return text.Length <= longest && text.All(IsPlain) ? text : Escape(text, longest, keepLines: false);
    }

    /// <summary>The same, for a text of several lines that AtRest or .NET has put together.</summary>
    public static string Lines(string text, int longest) => Escape(WithoutKeys(text), longest, keepLines: true);

    /// <summary>Whether a text is the same in the log.</summary>
    public static bool IsSafe(string text) => text.All(IsPlain) && ReferenceEquals(WithoutKeys(text), text);

    private static string WithoutKeys(string text) => text.AsSpan().ContainsAny(KeyPrefixes) ? KeyPattern().Replace(text, "$1…") : text;

    private static string Escape(string text, int longest, bool keepLines)
    {
        var safe = new StringBuilder(Math.Min(text.Length, longest) + 32);
        foreach (var rune in text.EnumerateRunes())
        {
            var before = safe.Length;
            Append(safe, rune, keepLines);
            if (safe.Length > longest)
            {
                safe.Length = before;
                safe.Append(CultureInfo.InvariantCulture, $"… ({text.Length} characters)");
                break;
            }
        }

        return safe.ToString();
    }

    private static void Append(StringBuilder safe, Rune rune, bool keepLines)
    {
        if (!VisibleText.IsHidden(rune) || (keepLines && rune.Value == '\n'))
        {
            safe.Append(rune);
            return;
        }

        _ = rune.Value switch
        {
            '\n' => safe.Append("\\n"),
            '\r' => safe.Append("\\r"),
            '\t' => safe.Append("\\t"),
            <= char.MaxValue => safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            _ => safe.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
        };
    }

    /// <summary>Halves of a pair are not plain, because only the pair says what it is.</summary>
    private static bool IsPlain(char character) => character is (>= ' ' and <= '~') || (!char.IsSurrogate(character) && !VisibleText.IsHidden(new Rune(character)));

    // The first digits do not help to guess the rest.
    [GeneratedRegex("(atrest(?:hook|cal)?_[0-9a-f]{6})[0-9a-f]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
