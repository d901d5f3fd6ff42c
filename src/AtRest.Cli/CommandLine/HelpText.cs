using System.CommandLine;
using System.CommandLine.Invocation;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.CommandLine;

/// <summary>The help of a command, wrapped to the terminal's width.</summary>
internal static class HelpText
{
    /// <summary>Longer lines are hard to read.</summary>
    private const int WidestHelp = 100;

    /// <summary>Below this width, descriptions are under the names.</summary>
    private const int NarrowestColumns = 56;

    private const int WidestNames = 28;
    private const int Margin = 2;

    public static void Write(Command command, CliEnvironment environment)
    {
        foreach (var line in Lines(command, Math.Min(Consoles.OnOutput(environment).Profile.Width, WidestHelp)))
        {
            environment.Output.WriteLine(line);
        }
    }

    internal static IEnumerable<string> Lines(Command command, int width)
    {
        foreach (var paragraph in (command.Description ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            foreach (var line in Presentation.Lines.Wrap(paragraph, width, (0, 0)))
            {
                yield return line;
            }
        }

        IEnumerable<IEnumerable<string>> sections =
        [
            Section("Usage", Presentation.Lines.Wrap(UsageOf(command), width, (Margin, 2 * Margin))),
            Section(SubcommandOf(command) == "COMMAND" ? "Commands" : "Shells", Columns([.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (sub.Name, sub.Description ?? ""))], width)),
            Section("Arguments", Columns([.. command.Arguments.Select(argument => (NameOf(argument), argument.Description ?? ""))], width)),
            Section("Options", Columns([.. OptionsOf(command).Select(option => (SyntaxOf(option), option.Description ?? ""))], width)),
            Section("Exit codes", command is RootCommand ? Columns(ExitCode.All, width) : []),
            // Never wrapped: they are there to be copied.
            Section("Examples", command is CliCommand { Examples: var examples } ? examples.Select(example => new string(' ', Margin) + example) : []),
        ];
        foreach (var line in sections.SelectMany(section => section))
        {
            yield return line;
        }

        if (command.Subcommands.Count > 0)
        {
            yield return "";
            foreach (var line in Presentation.Lines.Wrap($"For more help: '{CommandLineFaults.PathOf(command)} {SubcommandOf(command)} --help'", width, (0, Margin)))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines) => lines.Any() ? ["", $"{title}:", .. lines] : [];

    private static string UsageOf(Command command) => string.Join(
        ' ',
        [
            CommandLineFaults.PathOf(command),
            .. command.Subcommands.Count > 0 ? [SubcommandOf(command)] : Array.Empty<string>(),
            .. command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}"),
            .. command.Arguments.Select(NameOf),
            "[options]",
        ]);

    private static string SubcommandOf(Command command) => command is CliCommand { SubcommandName: var name } ? name : "COMMAND";

    private static string NameOf(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        var repeated = argument.Arity.MaximumNumberOfValues > 1 ? $"{name}…" : name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{repeated}]" : repeated;
    }

    /// <summary>The command's own options, then those that every command has.</summary>
    private static IEnumerable<Option> OptionsOf(Command command) =>
        CommandLineFaults.OptionsOf(command).Where(option => !option.Hidden).OrderBy(option => option.Recursive || option is VersionOption);

    private static string SyntaxOf(Option option)
    {
        var shorts = option.Aliases.FirstOrDefault(alias => alias is ['-', not '-']);
        var value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : $" {option.HelpName}";
        return $"{(shorts is null ? "    " : $"{shorts}, ")}{option.Name}{value}";
    }

    private static IEnumerable<string> Columns(IReadOnlyList<(string Name, string Description)> rows, int width)
    {
        var names = rows.Select(row => row.Name.Length).Where(length => length <= WidestNames).DefaultIfEmpty(0).Max();
        var indent = width < NarrowestColumns ? 4 * Margin : Margin + names + Margin;
        foreach (var (name, description) in rows)
        {
            var left = new string(' ', Margin) + name;
            if (left.Length + Margin > indent)
            {
                yield return left;
                left = "";
            }

            foreach (var line in Presentation.Lines.Wrap(description, width, (indent, indent)))
            {
                yield return left.Length == 0 ? line : left + line[left.Length..];
                left = "";
            }
        }
    }
}

/// <summary>Prints the help of the command that was typed.</summary>
internal sealed class HelpTextAction(CliEnvironment environment) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpText.Write(parseResult.CommandResult.Command, environment);
        return ExitCode.Compliant;
    }
}
