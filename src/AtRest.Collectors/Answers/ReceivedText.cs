namespace AtRest.Collectors.Answers;

/// <summary>Words of a service that reports quote. A hostile endpoint could send a megabyte of them.</summary>
internal static class ReceivedText
{
    /// <summary>Longer than the messages of clouds. Those of AWS about refused calls can take more than a thousand characters.</summary>
    private const int Longest = 2000;

    private const int LongestCode = 200;

    /// <summary>One sentence on one line.</summary>
    public static string Sentence(string text)
    {
        text = Cut(text, Longest).ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') || text.EndsWith('…') ? text : text + ".";
    }

    /// <summary>The code of an error.</summary>
    public static string Code(string code) => Cut(code, LongestCode);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
