using System.Text.RegularExpressions;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>Splits a Markdown text into lines and sentences as a reader sees them.</summary>
internal static partial class Prose
{
    /// <summary>The lines outside of code blocks and tables, with their numbers.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string markdown) => Visible(markdown).Where(line => !IsRow(line.Text));

    /// <summary>
    /// The sentences outside of code blocks. A paragraph, a heading, an item of a list and a cell of a table each end a sentence, as does a full stop, a
    /// question mark, an exclamation mark, a colon or a semicolon before a space.
    /// </summary>
    public static IEnumerable<(int Number, string Text)> Sentences(string markdown)
    {
        var block = new List<string>();
        var start = 0;
        foreach (var (number, text) in Visible(markdown).Append((0, "")))
        {
            if (block.Count > 0 && (number == 0 || text.Trim().Length == 0 || BlockStart().IsMatch(text)))
            {
                foreach (var sentence in SentenceEnd().Split(Plain(string.Join(' ', block))))
                {
                    yield return (start, sentence);
                }

                block.Clear();
            }

            if (IsRow(text))
            {
                foreach (var sentence in CellEnd().Split(text).SelectMany(cell => SentenceEnd().Split(Plain(cell))))
                {
                    yield return (number, sentence);
                }
            }
            else if (text.Trim().Length > 0)
            {
                start = block.Count == 0 ? number : start;
                block.Add(text.Trim());
            }
        }
    }

    /// <summary>The number of words of a sentence: code and the addresses of links are left out, the texts of links count.</summary>
    public static int WordsOf(string sentence) => Word().Count(sentence);

    private static IEnumerable<(int Number, string Text)> Visible(string markdown)
    {
        var isFenced = false;
        var isIndented = false;
        var wasBlank = true;
        var isInList = false;
        foreach (var (index, line) in markdown.Split('\n').Index())
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                isFenced = !isFenced;
                continue;
            }

            var isBlank = line.Trim().Length == 0;
            // Four columns after an empty line are code, seven or more below an item of a list.
            isIndented = line.StartsWith(isInList ? "       " : "    ", StringComparison.Ordinal) && (wasBlank || isIndented);
            isInList = ItemStart().IsMatch(line) || (isInList && (isBlank || line[0] == ' '));
            wasBlank = isBlank;
            if (!isFenced && !isIndented)
            {
                yield return (index + 1, line);
            }
        }
    }

    private static bool IsRow(string line) => line.TrimStart().StartsWith('|');

    private static string Plain(string text) => Mark().Replace(Link().Replace(Code().Replace(text, ""), "${text}"), "");

    [GeneratedRegex(@"^\s*(?:#|\||(?:[-*]|\d+\.)\s)")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.)\s")]
    private static partial Regex ItemStart();

    [GeneratedRegex(@"(?<=[.!?:;][)""”]?)\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex("`+[^`]*`+")]
    private static partial Regex Code();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*+|<[^>]+>|https?://\S+")]
    private static partial Regex Mark();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’/-]*")]
    private static partial Regex Word();
}
