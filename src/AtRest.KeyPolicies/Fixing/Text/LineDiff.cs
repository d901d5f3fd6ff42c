namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>Compares two texts line by line, by their longest common subsequence.</summary>
public static class LineDiff
{
    /// <summary>The maximum size of the table. For longer texts, all lines between the first and last change are replaced: the diff is longer, but correct.</summary>
    private const long MaxCells = 4_000_000;

    /// <summary>Compares two texts. Removed lines come before added lines.</summary>
    public static List<DiffLine> Of(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var lines = new List<DiffLine>(before.Take(head).Select(line => new DiffLine(' ', line)));
        AddMiddle(lines, before[head..^tail], after[head..^tail]);
        lines.AddRange(before[^tail..].Select(line => new DiffLine(' ', line)));
        return lines;
    }

    private static void AddMiddle(List<DiffLine> lines, string[] before, string[] after)
    {
        var common = (long)before.Length * after.Length > MaxCells ? new int[1, 1] : Table(before, after);
        var isTooLong = common.Length == 1;
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (!isTooLong && i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add(new(' ', before[i++]));
                j++;
            }
            else if (i < before.Length && (isTooLong || j == after.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new('-', before[i++]));
            }
            else
            {
                lines.Add(new('+', after[j++]));
            }
        }
    }

    /// <summary>The number of common lines from each pair of positions on.</summary>
    private static int[,] Table(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}

/// <summary>A line, and whether it is removed (<c>-</c>), added (<c>+</c>) or unchanged (a space).</summary>
public readonly record struct DiffLine(char Mark, string Text);
