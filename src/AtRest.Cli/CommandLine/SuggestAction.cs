using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AtRest.Cli.CommandLine;

/// <summary>
/// Answers <c>atrest "[suggest:POSITION]" "TEXT"</c>, which the completion scripts call: one suggestion per line for the word at that position.
/// </summary>
internal sealed class SuggestAction(RootCommand root, SuggestDirective directive, CliEnvironment environment) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var text = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        var given = parseResult.GetResult(directive)?.Values is [var first, ..] ? first : null;
        var position = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, text.Length) : text.Length;
        foreach (var suggestion in Suggest(text[..position]))
        {
            environment.Output.WriteLine(suggestion);
        }

        return ExitCode.Compliant;
    }

    private IEnumerable<string> Suggest(string text)
    {
        var start = text.LastIndexOf(' ') + 1;
        var (before, word) = (root.Parse(text[..start]), text[start..]);
        var command = CommandLineFaults.PathOf(before.CommandResult.Command)[AtRestCommand.Name.Length..].TrimStart();
        if (word.StartsWith("--", StringComparison.Ordinal) && word.Split('=', 2) is [var name, var value])
        {
            return Labels($"{command} {name} {value}").Select(label => $"{name}={label}");
        }

        if (before.Tokens is [.., { Type: TokenType.Option } last] && OptionOf(before, last.Value) is { } open && open.ValueType != typeof(bool))
        {
            return Labels(text);
        }

        // System.CommandLine goes on with the values of an option that has one already, or that needs none. Here the next word is not its value.
        var given = before.Tokens.Where(token => token.Type == TokenType.Option && OptionOf(before, token.Value) is { ValueType.IsArray: false }).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        return Labels(before.CommandResult.Command.Name == HelpCommand.Name ? text : $"{command} {word}").Where(label => !given.Contains(label));
    }

    private static Option? OptionOf(ParseResult parsed, string name) =>
        CommandLineFaults.OptionsOf(parsed.CommandResult.Command).FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    /// <summary>What can follow. Other spellings of --help (/h, -?) are left out: they are only noise here.</summary>
    private IEnumerable<string> Labels(string text) => root.Parse(text).GetCompletions(text.Length)
        .Select(item => item.Label)
        .Where(label => !string.IsNullOrWhiteSpace(label) && label[0] != '/' && label != "-?");
}
