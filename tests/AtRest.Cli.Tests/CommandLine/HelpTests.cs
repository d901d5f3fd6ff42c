using System.CommandLine;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. All(AtRestCommand.Create(new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null })).Select(CommandLineFaults.PathOf)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_AtEveryWidth_FitsAndNamesEveryOption(string path)
    {
        var words = path.Split(' ')[1..];
        var command = words.Aggregate((Command)AtRestCommand.Create(new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null }), (parent, name) => parent.Subcommands.Single(sub => sub.Name == name));
        foreach (var width in new[] { 40, 60, 80, 200 })
        {
            var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "COLUMNS" ? $"{width}" : null }, [.. words, "--help"]);

            run.ExitCode.ShouldBe(0);
            run.Error.ShouldBeEmpty();
            run.Output.ShouldContain($"Usage:\n  {path}");
            run.Output.Split("\nExamples:\n")[0].Split('\n').ShouldAllBe(line => line.Length <= Math.Min(width, 100));
            command.Options.Concat(AtRestCommand.Verbose is { } verbose ? [verbose] : []).ShouldAllBe(option => run.Output.Contains(option.Name, StringComparison.Ordinal));
            command.Subcommands.ShouldAllBe(sub => run.Output.Split('\n').Any(line => line.StartsWith("  ", StringComparison.Ordinal) && line.TrimStart().Split(' ', 2)[0] == sub.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task HelpCommand_OfEveryCommand_IsTheSameAsItsOption(string path)
    {
        var words = path.Split(' ')[1..];

        (await CliRun.OfAsync(["help", .. words])).ShouldBe(await CliRun.OfAsync([.. words, "--help"]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Examples_OfEveryCommand_AreCommandsWithKnownOptions(string path)
    {
        var run = await CliRun.OfAsync([.. path.Split(' ')[1..], "--help"]);
        var examples = run.Output.Split("\nExamples:\n") is [_, var text] ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

        foreach (var example in examples.Select(line => line[line.IndexOf("atrest", StringComparison.Ordinal)..].Split(" > ")[0].Split(" | ")[0].Split(" >> ")[0].TrimEnd(')')))
        {
            var parsed = AtRestCommand.Create(new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null }).Parse(example["atrest".Length..].Replace(" ARN", " x", StringComparison.Ordinal));
            parsed.UnmatchedTokens.ShouldBeEmpty(example);
        }
    }

    [Fact]
    public async Task Help_OfRulesShow_DoesNotListTheRules()
    {
        var run = await CliRun.OfAsync("rules", "show", "--help");

        run.Output.ShouldContain("Usage:\n  atrest rules show ID… [options]");
        run.Output.ShouldNotContain("DECL-1");
    }

    [Fact]
    public async Task Version_Always_HasVersionCommitAndRuntime()
    {
        var run = await CliRun.OfAsync("--version");

        run.ExitCode.ShouldBe(0);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe($"atrest {ProductVersion.Current}");
        lines[1].ShouldMatch("^commit   ([0-9a-f]{40}|unknown .*)$");
        lines[2].ShouldStartWith($"runtime  .NET {Environment.Version} on ");
    }

    [Fact]
    public void Version_OfABuildWithoutGit_SaysSo() => ProductVersion.Lines(null)[1].ShouldBe("commit   unknown (not built from a git working copy)");

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
