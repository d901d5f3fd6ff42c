namespace AtRest.EndToEnd.Tests.Support;

internal static class ShouldlyExtensions
{
    /// <summary>Exactly one line, with its end; gives it without.</summary>
    public static string ShouldEndWithNewline(this string text)
    {
        text.ShouldEndWith("\n");
        var line = text.TrimEnd('\r', '\n');
        line.ShouldNotContain("\n");
        return line;
    }
}
