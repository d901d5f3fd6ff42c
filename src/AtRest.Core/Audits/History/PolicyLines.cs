using System.Globalization;
using System.Text;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.Core.Audits.History;

/// <summary>The readable difference of two key policies.</summary>
internal static class PolicyLines
{
    /// <summary>AWS allows 32 KiB; a file may be of any size.</summary>
    private const int LongestPolicy = 256 * 1024;

    private const int Context = 3;
    private const int MostLines = 500;
    private const int LongestLine = 2_000;

    /// <summary>
    /// Lines that start with a space, <c>-</c> or <c>+</c>, and <c>  …</c> for equal lines that are left out. Empty if the policies differ only in
    /// their formatting; null if they are too long.
    /// </summary>
    public static string? Difference(string before, string after)
    {
        if (before.Length > LongestPolicy || after.Length > LongestPolicy)
        {
            return null;
        }

        var (old, current) = (PolicyLayout.Of(before), PolicyLayout.Of(after));
        // If one is not JSON, both are compared without formatting.
        return old is null || current is null ? Compare(before, after) : old == current ? "" : Compare(old, current);
    }

    private static string Compare(string before, string after)
    {
        var lines = LineDiff.Of(Lines(before), Lines(after));
        var changed = lines.Select((line, index) => (line.Mark, index)).Where(entry => entry.Mark != ' ').Select(entry => entry.index).ToList();
        if (changed.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        var (shown, last) = (0, -1);
        foreach (var index in Near(changed, lines.Count))
        {
            if (shown == MostLines)
            {
                return text.Append(CultureInfo.InvariantCulture, $"  … the difference continues; {MostLines} lines are shown").ToString();
            }

            text.Append(index > last + 1 ? "  …\n" : "").Append(lines[index].Mark).Append(Shorten(lines[index].Text)).Append('\n');
            (shown, last) = (shown + 1, index);
        }

        return text.Append(last < lines.Count - 1 ? "  …\n" : "").ToString().TrimEnd('\n');
    }

    /// <summary>The changed lines with their context, in order.</summary>
    private static IEnumerable<int> Near(List<int> changed, int count)
    {
        var next = 0;
        foreach (var index in changed)
        {
            for (next = Math.Max(next, index - Context); next <= Math.Min(count - 1, index + Context); next++)
            {
                yield return next;
            }
        }
    }

    private static string Shorten(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
