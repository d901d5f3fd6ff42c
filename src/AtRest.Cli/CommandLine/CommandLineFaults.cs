using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.CommandLine;

/// <summary>Everything that is wrong with a command line, as sentences: what is wrong, and what to write instead.</summary>
internal static class CommandLineFaults
{
    private const int SuggestionsShown = 3;

    public static ImmutableArray<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unmatched = Unmatched(parsed);
        if (command.Subcommands.Count > 0 && unmatched.Count > 0)
        {
            // Without the right command, nothing can be said about its options.
            return [.. unmatched];
        }

        ImmutableArray<string> faults =
        [
            .. unmatched,
            .. MissingOptions(parsed.CommandResult),
            .. parsed.CommandResult.Children.SelectMany(FaultsOf),
            .. command is CliCommand checkedCommand ? checkedCommand.FaultsOf(parsed) : [],
        ];
        return faults.IsEmpty ? [.. parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal)] : [.. faults.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The command as it is typed: <c>atrest policy check</c>.</summary>
    public static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (var current = command; current is not RootCommand; current = current.Parents.OfType<Command>().First())
        {
            names.Push(current.Name);
        }

        return string.Join(' ', names.Prepend(AtRestCommand.Name));
    }

    private static List<string> Unmatched(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var faults = new List<string>();
        var isValue = HasMisplacedOption(parsed);
        foreach (var token in parsed.UnmatchedTokens)
        {
            if (string.IsNullOrWhiteSpace(token))
            {
                faults.Add($"An argument of '{PathOf(command)}' is empty. If it comes from a variable, check that the variable is set.");
                isValue = false;
                continue;
            }

            if (IsOption(token))
            {
                faults.Add(UnknownOption(command, token));
                isValue = !token.Contains('=', StringComparison.Ordinal);
            }
            else if (!isValue)
            {
                faults.Add(command.Subcommands.Count > 0 ? UnknownCommand(command, token) : UnexpectedArgument(command, token));
                if (command.Subcommands.Count > 0)
                {
                    return faults;
                }
            }
            else
            {
                // The value of the unknown option before it.
                isValue = false;
            }
        }

        return faults;
    }

    /// <summary>In <c>--inventory --output DIR</c>, the folder is the value of the second option, which was taken for the value of the first.</summary>
    private static bool HasMisplacedOption(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(option => option.Tokens).Any(token => IsMisplaced(token.Value));

    private static bool IsMisplaced(string value) => value.StartsWith("--", StringComparison.Ordinal);

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static string UnknownOption(Command command, string token)
    {
        var word = token.Split('=', 2)[0];
        var elsewhere = WithOption(Root(command), word).Take(SuggestionsShown).Select(owner => $"'{PathOf(owner)} {word}'");
        var hint = Suggestions.DidYouMeanOption(word, OptionsOf(command).SelectMany(Names));
        if (hint.Length == 0 && string.Join(" or ", elsewhere) is { Length: > 0 } others)
        {
            hint = $" Did you mean {others}?";
        }

        return $"Unknown option '{word}' of '{PathOf(command)}'.{hint}";
    }

    private static string UnknownCommand(Command command, string token)
    {
        var hint = Suggestions.DidYouMean(token, command.Subcommands.SelectMany(known => known.Aliases.Append(known.Name)));
        var elsewhere = hint.Length > 0 ? null : All(Root(command)).FirstOrDefault(known => string.Equals(known.Name, token, StringComparison.OrdinalIgnoreCase));
        var known = $" Known: {string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name))}.";
        return $"Unknown command '{PathOf(command)} {token}'.{(elsewhere is not null ? $" Did you mean '{PathOf(elsewhere)}'?" : hint.Length > 0 ? hint : known)}";
    }

    private static string UnexpectedArgument(Command command, string token) => command.Arguments.Count == 0
        ? $"Unexpected argument '{token}': '{PathOf(command)}' takes options only. Write the option's name before its value."
        : $"Unexpected argument '{token}': '{PathOf(command)}' takes {Listed([.. command.Arguments.Select(NameOf)])} and options only.";

    private static IEnumerable<string> MissingOptions(CommandResult result) =>
        result.Command.Options
            .Where(option => option.Required && result.GetResult(option) is null or { Implicit: true })
            .Select(option => $"{option.Name} is required. Add {option.Name} {NameOf(option)}.");

    private static IEnumerable<string> FaultsOf(SymbolResult result) => result switch
    {
        OptionResult { Implicit: false } option => OptionFaults(option),
        ArgumentResult { Tokens.Count: 0, Argument.Arity.MinimumNumberOfValues: > 0 } argument => [$"{NameOf(argument.Argument)} is required: {argument.Argument.Description}"],
        ArgumentResult argument => Messages(argument),
        _ => [],
    };

    private static IEnumerable<string> OptionFaults(OptionResult result)
    {
        var option = result.Option;
        if (result.Tokens.Count == 0 && option.Arity.MinimumNumberOfValues > 0)
        {
            return [$"{option.Name} needs a value. Write {option.Name} {NameOf(option)}."];
        }

        if (result.Tokens.Select(token => token.Value).FirstOrDefault(IsMisplaced) is { } misplaced)
        {
            return [$"{option.Name} needs a value, but '{misplaced}' looks like an option. Write {option.Name} {NameOf(option)}, and ./{misplaced} for a file of that name."];
        }

        if (result.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues <= 1)
        {
            return [$"{option.Name} is given {result.IdentifierTokenCount} times. Give it once."];
        }

        return Messages(result);
    }

    private static IEnumerable<string> Messages(SymbolResult result) => result.Errors.Select(error => error.Message);

    private static string NameOf(Option option) => option.HelpName ?? "VALUE";

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Listed(List<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);

    /// <summary>The command's own options, and those that its parents share with it.</summary>
    public static IEnumerable<Option> OptionsOf(Command command)
    {
        var inherited = new List<Option>();
        for (var parent = command.Parents.OfType<Command>().FirstOrDefault(); parent is not null; parent = parent.Parents.OfType<Command>().FirstOrDefault())
        {
            inherited.AddRange(parent.Options.Where(option => option.Recursive));
        }

        return command.Options.Concat(inherited);
    }

    private static Command Root(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Root(parent) : command;

    public static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<Command> WithOption(Command root, string name) => All(root).Where(command => command.Options.SelectMany(Names).Contains(name, StringComparer.Ordinal));
}
