using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AtRest.Hosting.Serving.Schedules;

/// <summary>One field of a schedule: which of its values count. <c>*</c>, <c>5</c>, <c>MON</c>, <c>1-5</c>, each with <c>/STEP</c>, and lists of these.</summary>
internal sealed class NcrontabField(string name, int least, int most, IReadOnlyList<string>? names = null)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static NcrontabField[] All { get; } =
    [
        new("second", 0, 59), new("minute", 0, 59), new("hour", 0, 23), new("day", 1, 31), new("month", 1, 12, Months), new("day of week", 0, 6, Days),
    ];

    /// <param name="text">The field.</param>
    /// <param name="values">The values that count, by their number.</param>
    /// <param name="problem">What is wrong with the field.</param>
    public bool TryParse(string text, [NotNullWhen(true)] out bool[]? values, [NotNullWhen(false)] out string? problem)
    {
        values = new bool[most + 1];
        foreach (var part in text.Split(','))
        {
            if (!TryPart(part, values))
            {
                values = null;
                problem = $"'{text}' is no {name}: from {least} to {most}{(names is null ? "" : $", or {names[0].ToUpperInvariant()} to {names[^1].ToUpperInvariant()}")}, as *, a number, a range (1-5), with a step (*/5), or a list of these.";
                return false;
            }
        }

        problem = null;
        return true;
    }

    private bool TryPart(string part, bool[] values)
    {
        var step = part.Split('/');
        if (step.Length > 2 || (step.Length == 2 && !IsNumber(step[1], 1, most, out _)))
        {
            return false;
        }

        var range = step[0].Split('-');
        int from, to;
        if (step[0] == "*")
        {
            (from, to) = (least, most);
        }
        else if (range.Length > 2 || !TryValue(range[0], out from))
        {
            return false;
        }
        else if (range.Length == 1)
        {
            // As in NCRONTAB: 5/10 goes on from 5.
            to = step.Length == 2 ? most : from;
        }
        else if (!TryValue(range[1], out to) || to < from)
        {
            return false;
        }

        var increment = step.Length == 2 ? int.Parse(step[1], CultureInfo.InvariantCulture) : 1;
        for (var value = from; value <= to; value += increment)
        {
            values[value] = true;
        }

        return true;
    }

    private bool TryValue(string text, out int value)
    {
        if (IsNumber(text, least, most, out value))
        {
            return true;
        }

        value = names is null || text.Length < 3 ? -1 : names.ToList().FindIndex(known => text.Equals(known, StringComparison.OrdinalIgnoreCase));
        value = value < 0 ? -1 : value + least;
        return value >= 0;
    }

    private static bool IsNumber(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
