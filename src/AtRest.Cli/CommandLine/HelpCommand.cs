using System.CommandLine;
using System.CommandLine.Completions;

namespace AtRest.Cli.CommandLine;

/// <summary><c>atrest help [COMMAND…]</c>: the same as <c>atrest COMMAND… --help</c>.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create(CliEnvironment environment)
    {
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.ZeroOrMore, Description = "The command, such as 'policy check'. Without it: all commands." };
        words.CompletionSources.Add(context => Next(context.ParseResult.GetValue(words) ?? [], context.WordToComplete, environment).Select(name => new CompletionItem(name)));
        var help = new CliCommand(Name, "Show the help of a command.") { words };
        help.Check(parsed => Find(parsed.GetValue(words) ?? [], environment).Faults);
        help.SetAction(parsed =>
        {
            HelpText.Write(Find(parsed.GetValue(words) ?? [], environment).Command, environment);
            return ExitCode.Compliant;
        });
        return help;
    }

    /// <summary>The commands that can follow; none after a word that is not a command.</summary>
    private static IEnumerable<string> Next(string[] words, string unfinished, CliEnvironment environment)
    {
        var parsed = AtRestCommand.Create(environment).Parse(unfinished.Length > 0 ? words[..^1] : words);
        return parsed.UnmatchedTokens.Count > 0 ? [] : parsed.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);
    }

    private static (Command Command, IEnumerable<string> Faults) Find(IReadOnlyList<string> words, CliEnvironment environment)
    {
        var parsed = AtRestCommand.Create(environment).Parse(words);
        return (parsed.CommandResult.Command, parsed.UnmatchedTokens.Count == 0 ? [] : CommandLineFaults.Of(parsed));
    }
}
