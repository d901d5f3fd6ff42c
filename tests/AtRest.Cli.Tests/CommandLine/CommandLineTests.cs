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
    [InlineData("audit", "--demo", "--json=perhaps")]
    [InlineData("inventory")]
    [InlineData("inventory", "validate")]
    [InlineData("policy")]
    [InlineData("policy", "check")]
    [InlineData("policy", "check", "--policy", "x.json")]
    [InlineData("policy", "generate")]
    [InlineData("policy", "simulate", "--unheard-of")]
    [InlineData("rules", "show", "KMS-99")]
    [InlineData("adit")]
    [InlineData]
    public async Task Run_WrongCommandLine_IsInvalidInputAndLeavesOutputEmpty(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldNotBeEmpty();
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
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
        run.Error.ShouldContain("is a folder: name the file in it");
    }

    [Fact]
    public async Task Run_NothingToAudit_SaysWhatThereIs()
    {
        var run = await CliRun.OfAsync("audit");

        run.Error.ShouldContain("--inventory FILE, --evidence DIR, or --demo");
    }

    [Fact]
    public async Task RulesList_Always_NamesEveryRuleOnce()
    {
        var run = await CliRun.OfAsync("rules", "list");

        run.ExitCode.ShouldBe(0);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])
            .ShouldBe(Core.Rules.RuleCatalog.Descriptors.Select(rule => rule.Id));
    }

    [Fact]
    public async Task RulesShow_AnyCase_ShowsTheRule()
    {
        var run = await CliRun.OfAsync("rules", "show", "decl-1");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("DECL-1: ");
    }

    [Fact]
    public async Task RulesList_OfAFramework_NamesItsRulesWithTheControls()
    {
        var run = await CliRun.OfAsync("rules", "list", "--framework", "pci");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("PCI DSS 4.0.1\n");
        run.Output.ShouldContain("  KMS-6    recommended");
        run.Output.ShouldContain("[3.7.4]");
        run.Output.ShouldNotContain("WAIV-1");
    }

    [Fact]
    public async Task RulesList_OfAnUnknownFramework_SaysWhichAreKnown()
    {
        var run = await CliRun.OfAsync("rules", "list", "--framework", "pcl");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Did you mean 'pci'?");
        run.Error.ShouldContain("BSI C5:2025");
    }

    [Fact]
    public async Task RulesShow_RuleOfTheOrganization_ShowsControlsWithTheirTitles()
    {
        var run = await CliRun.OfAsync("rules", "show", "WAIV-1");

        run.Output.ShouldContain("applies to  organization");
        run.Output.ShouldContain("control     CSA Cloud Controls Matrix v4 GRC-04: Exceptions follow an approved process");
    }
}
