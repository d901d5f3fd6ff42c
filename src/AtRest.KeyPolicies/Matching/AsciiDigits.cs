namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Digits at the start of a text. The framework's range searches box their bounds until they are optimized, which a short-lived command
/// would pay for at every evaluation.
/// </summary>
internal static class AsciiDigits
{
    public static int CountLeading(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    public static bool AreAll(ReadOnlySpan<char> text) => CountLeading(text) == text.Length;
}
