using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>
/// Parses dates of policies and requests: the W3C profile of ISO 8601 (https://www.w3.org/TR/NOTE-datetime), or Unix time in seconds. Four digits are a
/// year. A time without a time zone is UTC, although the W3C profile requires a time zone.
/// </summary>
internal static class PolicyDate
{
    /// <summary>The maximum number of digits of a Unix time, so that its ticks fit into <see cref="Int128"/>.</summary>
    private const int LongestEpoch = 20;

    /// <summary>The length of <c>YYYY-MM-DD</c>.</summary>
    private const int WholeDate = 10;

    /// <summary>Parses a date. False if the text is not a date.</summary>
    /// <param name="text">The date.</param>
    /// <param name="ticks">The time since 1970 in UTC, in units of 100 nanoseconds.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 ticks) =>
        IsYear(text) || text.LastIndexOfAny('-', 'T', ':') > 0 ? TryParseIso(text, out ticks) : TryParseEpoch(text, out ticks);

    private static bool IsYear(ReadOnlySpan<char> text) => text.Length == 4 && AsciiDigits.AreAll(text);

    private static bool TryParseEpoch(ReadOnlySpan<char> text, out Int128 ticks)
    {
        var isNegative = text is ['-', ..];
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var fraction = point == -1 ? [] : digits[(point + 1)..];
        digits = point == -1 ? digits : digits[..point];
        ticks = 0;
        if (digits.IsEmpty || digits.Length > LongestEpoch || !AsciiDigits.AreAll(digits)
            || (point != -1 && !IsFraction(fraction)))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            ticks = (ticks * 10) + (digit - '0');
        }

        ticks = (ticks * TimeSpan.TicksPerSecond) + FractionTicks(fraction);
        ticks = isNegative ? -ticks : ticks;
        return true;
    }

    private static bool TryParseIso(ReadOnlySpan<char> text, out Int128 ticks)
    {
        ticks = 0;
        var rest = text;
        int month = 1, day = 1;
        if (!TryTake(ref rest, 4, out var year)
            || (rest is ['-', ..] && !TryTakeAfter(ref rest, '-', out month))
            || (rest is ['-', ..] && !TryTakeAfter(ref rest, '-', out day))
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        if (rest.IsEmpty)
        {
            return true;
        }

        // A time is allowed only after a whole date.
        if (text.Length - rest.Length != WholeDate || !TryTakeTime(ref rest, out var time))
        {
            return false;
        }

        ticks += time;
        return true;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> rest, out long ticks)
    {
        int second = 0;
        long fraction = 0;
        ticks = 0;
        if (!TryTakeAfter(ref rest, 'T', out var hour) || !TryTakeAfter(ref rest, ':', out var minute)
            || (rest is [':', ..] && !TryTakeAfter(ref rest, ':', out second))
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        if (rest is ['.', ..])
        {
            var digits = rest.Slice(1, AsciiDigits.CountLeading(rest[1..]));
            rest = rest[(digits.Length + 1)..];
            fraction = FractionTicks(digits);
            if (digits.IsEmpty)
            {
                return false;
            }
        }

        ticks = new TimeSpan(hour, minute, second).Ticks + fraction;
        return TryTakeZone(rest, ref ticks);
    }

    private static bool TryTakeZone(ReadOnlySpan<char> rest, ref long ticks)
    {
        if (rest.IsEmpty || rest is "Z")
        {
            return true;
        }

        var sign = rest[0];
        if (sign is not ('+' or '-') || !TryTakeAfter(ref rest, sign, out var hours) || !TryTakeAfter(ref rest, ':', out var minutes)
            || !rest.IsEmpty || hours > 23 || minutes > 59)
        {
            return false;
        }

        var offset = new TimeSpan(hours, minutes, 0).Ticks;
        ticks += sign == '+' ? -offset : offset;
        return true;
    }

    private static bool TryTakeAfter(ref ReadOnlySpan<char> rest, char mark, out int number)
    {
        number = 0;
        if (rest.IsEmpty || rest[0] != mark)
        {
            return false;
        }

        rest = rest[1..];
        return TryTake(ref rest, 2, out number);
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, int count, out int number)
    {
        number = 0;
        if (rest.Length < count || !AsciiDigits.AreAll(rest[..count]))
        {
            return false;
        }

        foreach (var digit in rest[..count])
        {
            number = (number * 10) + (digit - '0');
        }

        rest = rest[count..];
        return true;
    }

    private static bool IsFraction(ReadOnlySpan<char> digits) => !digits.IsEmpty && AsciiDigits.AreAll(digits);

    private static long FractionTicks(ReadOnlySpan<char> digits)
    {
        long ticks = 0;
        for (var i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }

        return ticks;
    }
}
