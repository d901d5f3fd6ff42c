using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>An integer or decimal number of any length. Comparisons are exact, without rounding or overflow.</summary>
internal readonly ref struct PolicyNumber
{
    /// <summary>Larger exponents are cut to this value, which is far beyond the numbers in policies. Only the order of two such numbers can change.</summary>
    private const int LargestExponent = 1_000_000_000;

    private bool IsNegative { get; init; }

    private ReadOnlySpan<char> Whole { get; init; }

    private ReadOnlySpan<char> Fraction { get; init; }

    private int Exponent { get; init; }

    public static bool TryParse(ReadOnlySpan<char> text, out PolicyNumber number)
    {
        number = default;
        var isNegative = text is ['-', ..];
        var rest = text is ['-' or '+', ..] ? text[1..] : text;
        var whole = TakeDigits(ref rest);
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return false;
        }

        var exponent = 0;
        if (rest is ['e' or 'E', ..] && !TryTakeExponent(ref rest, out exponent))
        {
            return false;
        }

        number = new() { IsNegative = isNegative, Whole = whole, Fraction = fraction, Exponent = exponent };
        return rest.IsEmpty;
    }

    public int CompareTo(PolicyNumber other)
    {
        var (left, right) = (Sign(), other.Sign());
        return left != right ? left.CompareTo(right) : left * CompareMagnitude(other);
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var digits = rest[..AsciiDigits.CountLeading(rest)];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryTakeExponent(scoped ref ReadOnlySpan<char> rest, out int exponent)
    {
        rest = rest[1..];
        var isNegative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        var digits = TakeDigits(ref rest);
        exponent = 0;
        foreach (var digit in digits)
        {
            exponent = exponent >= LargestExponent / 10 ? LargestExponent : (exponent * 10) + (digit - '0');
        }

        exponent = isNegative ? -exponent : exponent;
        return !digits.IsEmpty;
    }

    private int Sign() =>
        !Whole.ContainsAnyExcept('0') && !Fraction.ContainsAnyExcept('0') ? 0 : IsNegative ? -1 : 1;

    private int CompareMagnitude(PolicyNumber other)
    {
        var (left, right) = (FirstDigit(), other.FirstDigit());
        var order = ((long)Whole.Length + Exponent - left).CompareTo((long)other.Whole.Length + other.Exponent - right);
        for (; order == 0 && (left < DigitCount || right < other.DigitCount); left++, right++)
        {
            order = Digit(left).CompareTo(other.Digit(right));
        }

        return order;
    }

    private int DigitCount => Whole.Length + Fraction.Length;

    private int FirstDigit()
    {
        var first = Whole.IndexOfAnyExcept('0');
        return first >= 0 ? first : Whole.Length + Math.Max(0, Fraction.IndexOfAnyExcept('0'));
    }

    private char Digit(int index) =>
        index < Whole.Length ? Whole[index] : index < DigitCount ? Fraction[index - Whole.Length] : '0';
}
