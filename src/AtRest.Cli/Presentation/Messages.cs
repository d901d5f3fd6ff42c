namespace AtRest.Cli.Presentation;

/// <summary>Writes messages to standard error, wrapped between words if that is a terminal.</summary>
internal static class Messages
{
    private const int Indent = 2;

    public static async Task WriteMessageAsync(this CliEnvironment environment, string message)
    {
        var width = Consoles.OnError(environment).Profile.Width;
        foreach (var line in SafeText.Of(message).ReplaceLineEndings("\n").Split('\n'))
        {
            // Lines that are indented already, such as a stack trace or a list, keep their form.
            foreach (var part in line.StartsWith(' ') ? [line] : Lines.Wrap(line, width, (0, Indent)))
            {
                await environment.Error.WriteLineAsync(part);
            }
        }
    }
}
