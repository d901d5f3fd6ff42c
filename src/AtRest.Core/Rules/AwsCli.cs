namespace AtRest.Core.Rules;

/// <summary>Writes AWS CLI commands that a customer can paste into a shell.</summary>
internal static class AwsCli
{
    private const string SafeCharacters = "-_./:@+=,%";

    public static string Command(params ReadOnlySpan<string> words)
    {
        var command = "aws";
        foreach (var word in words)
        {
            command += " " + Quoted(word);
        }

        return command;
    }

    /// <summary>Names come from clouds and may hold anything: what a shell could misread is quoted.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || SafeCharacters.Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
