using System.CommandLine;

namespace AtRest.Cli.CommandLine;

/// <summary>A command with examples for its help, and with checks that look at several of its options together.</summary>
internal sealed class CliCommand(string name, string description) : Command(name, description)
{
    private readonly List<Func<ParseResult, IEnumerable<string>>> checks = [];

    /// <summary>Whole command lines, printed at the end of the help.</summary>
    public IReadOnlyList<string> Examples { get; set; } = [];

    /// <summary>What the help calls the name of a command below this one.</summary>
    public string SubcommandName { get; init; } = "COMMAND";

    /// <summary>The command line of the help that belongs to a wrong line. Null for the help of the command itself.</summary>
    public Func<ParseResult, string?> HelpFor { get; set; } = _ => null;

    /// <summary>
    /// Adds a check over several options. System.CommandLine's own validators of a command hide the faults of its options; these checks run beside
    /// them, so that all faults are reported at once.
    /// </summary>
    public void Check(Func<ParseResult, IEnumerable<string>> check) => checks.Add(check);

    /// <summary>The faults that the checks find, as whole sentences.</summary>
    public IEnumerable<string> FaultsOf(ParseResult parsed) => checks.SelectMany(check => check(parsed));
}
