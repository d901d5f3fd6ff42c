using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "--inventory")]
    [InlineData("audit", "--demo", "--inventory", "x.json")]
    [InlineData("audit", "--demo", "--evidence", "x")]
    [InlineData("audit", "--demo", "--format", "html")]
    [InlineData("audit", "--demo", "--unheard-of")]
    [InlineData("audit", "--demo", "--retention-days", "0")]
    [InlineData("audit", "--demo", "--retention-days", "-1")]
    [InlineData("audit", "--demo", "--retention-days", "abc")]
    [InlineData("audit", "--demo", "--retention-days", "99999999999")]
    [InlineData("audit", "--demo", "--lookup-events", "1001")]
    [InlineData("audit", "--demo", "--lookup-events", "-1")]
    [InlineData("audit", "--evidence", "x", "--lookup-events", "5")]
    [InlineData("audit", "--demo", "--probe-tls")]
    [InlineData("audit", "--evidence", "x", "--google-key-usage")]
    [InlineData("audit", "--evidence", "x", "--usage-metrics")]
    [InlineData("audit", "--evidence", "x", "--camunda-activity")]
    [InlineData("audit", "--demo", "--json=perhaps")]
    [InlineData("inventory", "validate")]
    [InlineData("policy", "check")]
    [InlineData("policy", "check", "--policy", "x.json")]
    [InlineData("policy", "generate")]
    [InlineData("policy", "simulate", "--unheard-of")]
    [InlineData("rules", "show", "KMS-99")]
    [InlineData("adit")]
    [InlineData("adit", "--help")]
    [InlineData("help", "adit")]
    [InlineData("help", "policy", "chekc")]
    [InlineData("completion", "tcsh")]
    [InlineData("audit", "--version")]
    public async Task Run_WrongCommandLine_IsInvalidInputAndLeavesOutputEmpty(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldNotBeEmpty();
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("help", "audit")]
    [InlineData("help", "policy")]
    [InlineData("help", "policy", "check")]
    [InlineData("policy")]
    [InlineData("inventory")]
    [InlineData("rules")]
    [InlineData("api-key")]
    [InlineData("completion")]
    [InlineData("--help")]
    [InlineData("audit", "--help")]
    [InlineData("inventory", "--help")]
    [InlineData("inventory", "validate", "--help")]
    [InlineData("policy", "--help")]
    [InlineData("policy", "check", "--help")]
    [InlineData("policy", "generate", "--help")]
    [InlineData("policy", "simulate", "--help")]
    [InlineData("rules", "--help")]
    [InlineData("rules", "list", "--help")]
    [InlineData("rules", "show", "--help")]
    public async Task Help_OnEveryCommand_GoesToOutput(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Usage:");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_UnknownFormat_NamesTheKnownOnes()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("audit", "--demo", "--format", "htlm", "--output", folder.Path);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Did you mean 'html'?");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    public async Task Run_WrongRetention_SaysWhatIsAllowed(string days)
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--retention-days", days);

        run.Error.ShouldContain($"from 1 to 36500, not {days}");
        run.Error.ShouldContain("atrest audit --help");
        run.Error.ShouldNotContain("System.");
    }

    [Theory]
    [InlineData("audit", "--inventory", "")]
    [InlineData("audit", "--evidence", "")]
    [InlineData("audit", "--demo", "--output", "")]
    [InlineData("audit", "--demo", "--save-evidence", " ")]
    public async Task Run_EmptyPath_IsInvalidInput(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain($"{arguments[^2]} is empty: give a path");
    }

    [Fact]
    public async Task Validate_AFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("inventory", "validate", folder.Path);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("is a folder. Name a file in it.");
    }

    [Fact]
    public async Task Run_NothingToAudit_SaysWhatThereIs()
    {
        var run = await CliRun.OfAsync("audit");

        run.Error.ShouldContain("--inventory FILE, --evidence DIR, or --demo");
    }
}
