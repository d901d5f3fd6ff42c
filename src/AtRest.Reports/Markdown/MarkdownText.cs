using System.Buffers;
using System.Globalization;
using System.Text;

namespace AtRest.Reports.Markdown;

/// <summary>
/// Writes texts from outside into Markdown. Names are code: in code, Markdown, HTML, links, mentions (<c>@name</c>), issue numbers and emoji have no meaning, and a copy has the same characters.
/// In sentences, only words of plain characters stay as they are, and every other word is code.
/// </summary>
internal static class MarkdownText
{
    private const string PlainMarks = ",.;()'’“”‘–—%?-";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private const int ShortestCommitHash = 7;

    /// <summary>A name as code, on one line, at most so many characters long.</summary>
    public static string Code(string text, int longest = int.MaxValue)
    {
        var line = Cut(VisibleText.Line(text), longest);
        if (line.Length == 0)
        {
            return "(no name)";
        }

        // https://spec.commonmark.org/0.31.2/#code-spans: more backticks than the text has in a row, and a space beside a backtick or an outer space.
        var fence = new string('`', LongestRun(line) + 1);
        var space = line[0] == '`' || line[^1] == '`' ? " " : "";
        return $"{fence}{space}{line}{space}{fence}";
    }

    /// <summary>A sentence, on one line, at most so many characters long before it is escaped. Never write it at the start of a line.</summary>
    public static string Prose(string text, int longest = int.MaxValue)
    {
        var prose = new StringBuilder();
        var code = new StringBuilder();
        var opening = "";
        foreach (var word in Cut(VisibleText.Line(text), longest).Split(' '))
        {
            var end = word.AsSpan().TrimEnd(",.;:)!?").Length;
            if (IsPlain(word[..end]))
            {
                End();
                Append(word);
            }
            else
            {
                var begin = end - word.AsSpan(0, end).TrimStart('(').Length;
                if (begin > 0 && begin < end)
                {
                    End();
                    opening = word[..begin];
                }
                else
                {
                    begin = 0;
                }

                code.Append(code.Length == 0 ? "" : " ").Append(word.AsSpan(begin, end - begin));
                if (end < word.Length)
                {
                    End();
                    prose.Append(word.AsSpan(end));
                }
            }
        }

        End();
        return prose.ToString();

        void Append(string part) => prose.Append(prose.Length == 0 ? "" : " ").Append(part);

        // Words of code that follow each other are one code.
        void End()
        {
            if (code.Length > 0)
            {
                Append(opening + Code(code.ToString()));
                code.Clear();
                opening = "";
            }
        }
    }

    private static string Cut(string line, int longest)
    {
        if (line.Length <= longest)
        {
            return line;
        }

        // Never between the halves of a character.
        var end = char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>Letters, digits and marks that mean nothing in Markdown, and nothing that a chat or a code host turns into a link: a web address, an issue, a commit.</summary>
    private static bool IsPlain(string word)
    {
        var core = word.AsSpan().Trim(PlainMarks);
        if (word is "–" or "—")
        {
            return true;
        }

        if (core.IsEmpty || word[0] is '-' || word[^1] is '-' || core.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || core.StartsWith("gh-", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var isHash = core.Length >= ShortestCommitHash && !core.ContainsAnyExcept(HexDigits);
        return !isHash && word.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            || PlainMarks.Contains(rune.ToString(), StringComparison.Ordinal));
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
