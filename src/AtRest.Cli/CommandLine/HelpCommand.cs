using System.CommandLine;

namespace AtRest.Cli.CommandLine;

/// <summary><c>atrest help [COMMAND…]</c>: the same as <c>atrest COMMAND… --help</c>.</summary>
internal static class HelpCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.ZeroOrMore, Description = "The command, such as 'policy check'. Without it: all commands." };
        words.CompletionSources.Add(context => AtRestCommand.Create(environment).Subcommands.Where(command => !command.Hidden).Select(command => new System.CommandLine.Completions.CompletionItem(command.Name)));
        var help = new CliCommand("help", "Show the help of a command.") { words };
        help.Check(parsed => Find(parsed.GetValue(words) ?? [], environment).Faults);
        help.SetAction(parsed =>
        {
            HelpText.Write(Find(parsed.GetValue(words) ?? [], environment).Command, environment);
            return ExitCode.Compliant;
        });
        return help;
    }

    private static (Command Command, IEnumerable<string> Faults) Find(IReadOnlyList<string> words, CliEnvironment environment)
    {
        var parsed = AtRestCommand.Create(environment).Parse(words);
        return (parsed.CommandResult.Command, parsed.UnmatchedTokens.Count == 0 ? [] : CommandLineFaults.Of(parsed));
    }
}
