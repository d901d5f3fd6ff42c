namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>A set of characters: ASCII characters as bits, and all other characters together.</summary>
internal readonly record struct CharSet(UInt128 Ascii, bool HasOthers)
{
    public static CharSet Digits { get; } = Of("0123456789");

    public static CharSet LowerHex { get; } = Of("0123456789abcdef");

    public static CharSet Lower { get; } = Range('a', 'z');

    public static CharSet Upper { get; } = Range('A', 'Z');

    /// <summary>The characters of IAM names: <c>[\w+=,.@-]</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).</summary>
    public static CharSet Name { get; } = Digits | Lower | Upper | Of("_+=,.@-");

    /// <summary>All printable characters.</summary>
    public static CharSet Any { get; } = Range(' ', '~') with { HasOthers = true };

    public static CharSet Of(string characters)
    {
        UInt128 bits = 0;
        foreach (var character in characters)
        {
            bits |= UInt128.One << character;
        }

        return new(bits, false);
    }

    public static CharSet Range(char first, char last)
    {
        UInt128 bits = 0;
        for (var character = first; character <= last; character++)
        {
            bits |= UInt128.One << character;
        }

        return new(bits, false);
    }

    public static CharSet operator |(CharSet left, CharSet right) => new(left.Ascii | right.Ascii, left.HasOthers || right.HasOthers);

    public static CharSet operator &(CharSet left, CharSet right) => new(left.Ascii & right.Ascii, left.HasOthers && right.HasOthers);

    public static CharSet operator ~(CharSet set) => new(~set.Ascii, !set.HasOthers);
}
