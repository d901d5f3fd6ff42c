namespace AtRest.Core.Aws.Rules;

/// <summary>Writes AWS CLI commands that a customer can paste into bash (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-quoting-strings.html).</summary>
internal static class AwsCli
{
    private const string SafeCharacters = "-_./:@+=,%";

    /// <summary>The service, the operation, and the options. Each option starts with <c>--</c> and is followed by its value, if it has one.</summary>
    public static string Command(params ReadOnlySpan<string> words)
    {
        var command = "aws";
        foreach (var word in words)
        {
            // The AWS CLI reads a value that starts with a dash as an option, unless the value is joined to its option.
            var isDashedValue = word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal);
            command += (isDashedValue ? "=" : " ") + Quoted(word);
        }

        return command;
    }

    /// <summary>A command with an option whose value is what another command prints.</summary>
    public static string CommandWithOutput(string command, string option, string source) => $"{command} {option} \"$({source})\"";

    /// <summary>Names come from clouds and can contain any character. A word with a character that is special to a shell is quoted.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || SafeCharacters.Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
