namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Counts digits at the start of a text. The range searches of .NET box their bounds until the runtime has optimized them. A short-lived command would
/// pay for that in every evaluation.
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
