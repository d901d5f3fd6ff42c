namespace AtRest.Core.Aws.Rules;

/// <summary>Writes AWS CLI commands that a customer can paste into bash (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-quoting-strings.html).</summary>
internal static class AwsCli
{
    private const string SafeCharacters = "-_./:@+=,%";

    /// <summary>The service, the operation, and options that each start with <c>--</c> and are followed by their value, if they have one.</summary>
    public static string Command(params ReadOnlySpan<string> words)
    {
        var command = "aws";
        foreach (var word in words)
        {
            // A value that starts with a dash would be taken for an option, unless it is joined to its own.
            var isDashedValue = word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal);
            command += (isDashedValue ? "=" : " ") + Quoted(word);
        }

        return command;
    }

    /// <summary>A command with an option whose value is what another command prints.</summary>
    public static string CommandWithOutput(string command, string option, string source) => $"{command} {option} \"$({source})\"";

    /// <summary>Names come from clouds and may hold anything: what a shell could misread is quoted.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || SafeCharacters.Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
