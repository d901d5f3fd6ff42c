using System.Collections.Immutable;

namespace AtRest.Cli.Presentation;

/// <summary>
/// A table in lines of text. Cells wrap between words; a table that is too wide for the terminal becomes a list, so that no word is broken.
/// </summary>
internal static class TextTable
{
    /// <summary>The blanks between columns.</summary>
    public const int Gap = 2;

    private const int Indent = 2;

    /// <summary>A column that wraps is at least this wide.</summary>
    public const int NarrowestColumn = 20;

    public static IEnumerable<string> Lines(ImmutableArray<string> headings, IReadOnlyList<ImmutableArray<string>> rows, int width)
    {
        var columns = headings.Length;
        var all = rows.Prepend(headings).ToList();
        var widths = Enumerable.Range(0, columns).Select(column => all.Max(row => row[column].Length)).ToArray();
        var least = Enumerable.Range(0, columns).Select(column => Math.Min(widths[column], Math.Max(NarrowestColumn, all.Max(row => LongestWord(row[column]))))).ToArray();
        if (!Fit(widths, least, width))
        {
            return List(headings, rows, width);
        }

        return (headings.All(heading => heading.Length == 0) ? rows : all).SelectMany(row => Row(row, widths));
    }

    /// <summary>Makes columns fit beside each other: the widest gives way first. False if they do not fit.</summary>
    /// <param name="widths">How wide the columns would like to be. Changed.</param>
    /// <param name="least">How wide they must be.</param>
    /// <param name="width">The width of the terminal.</param>
    public static bool Fit(int[] widths, int[] least, int width)
    {
        var room = width - (Gap * (widths.Length - 1));
        if (least.Sum() > room)
        {
            return false;
        }

        while (widths.Sum() > room)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(column => widths[column] > least[column]).MaxBy(column => widths[column]);
            widths[widest]--;
        }

        return true;
    }

    private static IEnumerable<string> Row(ImmutableArray<string> cells, int[] widths)
    {
        var wrapped = cells.Select((cell, column) => Presentation.Lines.Wrap(cell, widths[column], (0, 0)).ToList()).ToList();
        for (var line = 0; line < wrapped.Max(cell => cell.Count); line++)
        {
            var parts = wrapped.Select((cell, column) => (line < cell.Count ? cell[line] : "").PadRight(widths[column]));
            yield return string.Join(new string(' ', Gap), parts).TrimEnd();
        }
    }

    /// <summary>The first cell of each row, and the others below it with their headings.</summary>
    private static IEnumerable<string> List(ImmutableArray<string> headings, IReadOnlyList<ImmutableArray<string>> rows, int width)
    {
        foreach (var row in rows)
        {
            foreach (var line in Presentation.Lines.Wrap(row[0], width, (0, Indent)))
            {
                yield return line;
            }

            for (var column = 1; column < row.Length; column++)
            {
                var label = headings[column].Length == 0 ? "" : $"{headings[column]}: ";
                foreach (var line in Presentation.Lines.Wrap(label + row[column], width, (Indent, 2 * Indent)))
                {
                    yield return line;
                }
            }
        }
    }

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);
}
