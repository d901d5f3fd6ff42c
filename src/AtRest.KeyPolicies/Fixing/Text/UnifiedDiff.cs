using System.Globalization;
using System.Text;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>
/// Writes the differences between two texts in the format of <c>diff -u</c>, so that <c>patch</c> makes one of the other, byte for byte
/// (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html).
/// </summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The line below a last line that has no line break (https://www.gnu.org/software/diffutils/manual/html_node/Incomplete-Lines.html).</summary>
    private const string NoLineBreak = "\n\\ No newline at end of file";

    public static string Of(string name, string before, string after)
    {
        var lines = LineDiff.Of(Lines(before), Lines(after));
        // A line break in a name would end the header.
        var header = string.Concat(name.Select(character => char.IsControl(character) && character != '\t' ? '?' : character));
        var text = new StringBuilder().Append("--- ").Append(header).Append("\n+++ ").Append(header).Append('\n');
        for (var start = NextChange(lines, 0); start < lines.Count; start = NextChange(lines, start))
        {
            var end = start;
            for (var next = start; next < lines.Count && next - end <= 2 * Context; next = NextChange(lines, next + 1))
            {
                end = next;
            }

            var from = Math.Max(0, start - Context);
            var to = Math.Min(lines.Count, end + 1 + Context);
            WriteHunk(text, lines, from, to);
            start = to;
        }

        return text.ToString();
    }

    private static void WriteHunk(StringBuilder text, List<DiffLine> lines, int from, int to)
    {
        var hunk = lines.GetRange(from, to - from);
        text.Append("@@ -").Append(Place(lines, hunk, from, '+')).Append(" +").Append(Place(lines, hunk, from, '-')).Append(" @@\n");
        foreach (var line in hunk)
        {
            text.Append(line.Mark).Append(line.Text).Append('\n');
        }
    }

    /// <summary>The first line number and the number of lines of a hunk, for the text that has no lines with the mark of the other text.</summary>
    private static string Place(List<DiffLine> lines, List<DiffLine> hunk, int from, char otherSide)
    {
        var before = lines.Take(from).Count(line => line.Mark != otherSide);
        var count = hunk.Count(line => line.Mark != otherSide);
        return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? before : before + 1)},{count}");
    }

    private static int NextChange(List<DiffLine> lines, int from)
    {
        var next = lines.FindIndex(Math.Min(from, lines.Count), line => line.Mark != ' ');
        return next < 0 ? lines.Count : next;
    }

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + NoLineBreak];
    }
}
