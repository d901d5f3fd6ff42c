using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using AtRest.KeyPolicies.Naming;

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
        help.HelpFor = parsed => Find(parsed.GetValue(words) ?? [], environment).Command is var nearest && nearest is RootCommand ? $"{AtRestCommand.Name} {Name}"
            : nearest.Name != Name ? CommandLineFaults.PathOf(nearest).Replace(AtRestCommand.Name, $"{AtRestCommand.Name} {Name}", StringComparison.Ordinal)
            : null;
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
        // The unfinished word is not a word of the command if it is "--", the start of an option.
        var parsed = AtRestCommand.Create(environment).Parse(unfinished.Length > 0 && words.LastOrDefault() == unfinished ? words[..^1] : words);
        return parsed.UnmatchedTokens.Count > 0 ? [] : parsed.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);
    }

    private static (Command Command, IEnumerable<string> Faults) Find(IReadOnlyList<string> words, CliEnvironment environment)
    {
        var parsed = AtRestCommand.Create(environment).Parse(words);
        return (parsed.CommandResult.Command, parsed.UnmatchedTokens.Count == 0 ? [] : Faults(parsed));
    }

    /// <summary>Only the words matter: the options that the command needs are not missing in a line that asks for its help.</summary>
    private static ImmutableArray<string> Faults(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
        {
            return CommandLineFaults.Of(parsed);
        }

        var word = parsed.UnmatchedTokens[0];
        var others = CommandLineFaults.All(parsed.RootCommandResult.Command).Where(other => other is not RootCommand).ToList();
        var near = NearestName.To(word, others.Select(other => other.Name));
        var hint = others.Find(other => other.Name == near) is { } meant ? $" Did you mean '{CommandLineFaults.PathOf(meant)}'?" : "";
        return [$"'{CommandLineFaults.PathOf(command)}' has no command '{word}'.{hint}"];
    }
}
