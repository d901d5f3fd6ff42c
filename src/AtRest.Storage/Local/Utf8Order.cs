namespace AtRest.Storage.Local;

/// <summary>The order of names by their UTF-8 bytes, which is that of their code points; UTF-16 puts surrogates too early for it.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length ? left.Length - right.Length : Weight(left[common]) - Weight(right[common]);
    }

    private static int Weight(char character) => character switch
    {
        >= '\uE000' => character - 0x800,
        >= '\uD800' => character + 0x2000,
        _ => character,
    };
}
