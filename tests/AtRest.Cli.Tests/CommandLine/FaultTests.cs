using System.Text;
using AtRest.Cli.Tests.Policy;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class FaultTests
{
    [Fact]
    public async Task Run_ManyFaults_ReportsThemAtOnce()
    {
        var run = await CliRun.OfAsync("audit", "--org", "acme", "--format", "htlm", "--retention-days", "0", "--severity", "hgih", "--fail-on", "never", "--evidence", "", "--inventory");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "Unknown option '--org' of 'atrest audit'. Did you mean '--organization'?",
            "--format: 'htlm' is not a known format. Did you mean 'html'? Known formats: bundle, csv, html, json, jsonl, junit, md, ocsf, oscal, pages, pdf, pdf-executive, sarif.",
            "--retention-days must be a number of days from 1 to 36500, not 0.",
            "--severity: 'hgih' is not allowed. Did you mean 'high'? Allowed: critical, high, medium, low.",
            "--fail-on: 'never' is not allowed. Allowed: critical, high, medium, low, non-compliant, indeterminate, none.",
            "--evidence is empty: give a path, or omit the option.",
            "--inventory needs a value. Write --inventory FILE.",
            "--format needs a folder for the files. Add --output DIR.",
            "See 'atrest audit --help'.",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Did you mean '--organization'?", "audit", "--demo", "--org", "acme")]
    [InlineData("Did you mean '--organization'?", "audit", "--demo", "--org=acme")]
    [InlineData("Did you mean '--organization'?", "audit", "--demo", "--organisation", "acme")]
    [InlineData("Did you mean '--output'?", "audit", "--demo", "--ou", "x")]
    [InlineData("Did you mean '--verbose'?", "audit", "--demo", "--verb")]
    [InlineData("Did you mean 'audit'?", "adit")]
    [InlineData("Did you mean 'check'?", "policy", "chekc")]
    [InlineData("Did you mean 'atrest policy check'?", "check")]
    [InlineData("Did you mean 'atrest audit --demo' or 'atrest serve --demo'?", "--demo")]
    [InlineData("Did you mean 'atrest --version'?", "rules", "--version")]
    [InlineData("Known: bash, zsh, fish, pwsh.", "completion", "tcsh")]
    [InlineData("Did you mean 'KMS-2'?", "rules", "show", "KSM-2")]
    [InlineData("--inventory needs a value, but '--dmo' looks like an option.", "audit", "--inventory", "--dmo")]
    [InlineData("--inventory is given 2 times. Give it once.", "audit", "--inventory", "a", "--inventory", "b")]
    [InlineData("--json takes no value. Write --json, or leave it out.", "audit", "--demo", "--json=perhaps")]
    [InlineData("ID is required", "rules", "show")]
    [InlineData("--evidence: '/dev/null' is a file.", "audit", "--evidence", "/dev/null")]
    [InlineData("Only one of --policy and --grants", "policy", "access", "--policy", "-", "--grants", "-", "--key-arn", PolicySamples.KeyArn)]
    [InlineData("--account: '1' is not an AWS account ID. Allowed: 12 digits.", "policy", "generate", "--account", "1")]
    [InlineData("--role-arn is required. Add --role-arn ARN.", "policy", "generate", "--account", "1")]
    [InlineData("--urls: 'nowhere' is not a valid address", "serve", "--demo", "--urls", "http://127.0.0.1:1;nowhere")]
    [InlineData("--expires: '31.3.2027' is not a date.", "api-key", "new", "--expires", "31.3.2027")]
    [InlineData("Give either --organization ID, or --operator", "api-key", "new", "--expires", "31.3.2027")]
    public async Task Run_Mistake_SaysWhatToWrite(string message, params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(message);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ValueOfAnUnknownOption_IsNotAFaultOfItsOwn()
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--org", "acme");

        run.Error.ShouldBe("Unknown option '--org' of 'atrest audit'. Did you mean '--organization'?\nSee 'atrest audit --help'.\n");
    }

    [Fact]
    public async Task Audit_FilesThatCannotBeUsed_AreReportedTogether()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync(
            "audit", "--inventory", Path.Combine(folder.Path, "missing.json"), "--previous", Path.Combine(folder.Path, "gone.json"), "--output", Path.Combine(file, "reports"), "--save-evidence", file);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain($"The inventory '{Path.Combine(folder.Path, "missing.json")}' does not exist.");
        run.Error.ShouldContain($"--previous: The report '{Path.Combine(folder.Path, "gone.json")}' does not exist.");
        run.Error.ShouldContain($"--output: '{file}' is a file");
        run.Error.ShouldContain($"--save-evidence: '{file}' is a file");
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([file]);
    }

    [Fact]
    public async Task Check_RoleOfAnotherPartitionAndMissingPolicy_AreReportedTogether()
    {
        var run = await CliRun.OfAsync("policy", "check", "--key-arn", PolicySamples.KeyArn, "--role-arn", "arn:aws-cn:iam::444455556666:role/x");

        run.Error.ShouldContain("--policy is required.");
        run.Error.ShouldContain("is not in the partition 'aws' of the key");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    [InlineData("access")]
    public async Task Policy_FilesThatCannotBeUsed_AreReportedTogether(string command)
    {
        using var folder = new TemporaryFolder();
        string[] role = command == "access" ? [] : ["--role-arn", PolicySamples.RoleArn];

        var run = await CliRun.OfAsync(["policy", command, "--policy", "/nowhere/policy.json", "--grants", folder.Path, "--key-arn", PolicySamples.KeyArn, .. role]);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("The policy '/nowhere/policy.json' does not exist.");
        run.Error.ShouldContain($"The list of grants '{folder.Path}' is a folder.");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    [InlineData("access")]
    public async Task Policy_BothFilesFromStandardInputAndAWrongKey_AreReportedTogether(string command)
    {
        string[] role = command == "access" ? [] : ["--role-arn", PolicySamples.RoleArn];

        var run = await CliRun.OfAsync(["policy", command, "-p", "-", "-g", "-", "--key-arn", "nonsense", .. role]);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Only one of --policy and --grants can be read from standard input (-).");
        run.Error.ShouldContain("--key-arn: 'nonsense' is not an ARN.");
    }

    [Fact]
    public async Task Audit_WrongSettingAndMissingFiles_AreReportedTogether()
    {
        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "AWS_ENDPOINT_URL" ? "nowhere" : null }, "audit", "--inventory", "/nowhere/inventory.json");

        run.Error.ShouldContain("AWS_ENDPOINT_URL");
        run.Error.ShouldContain("The inventory '/nowhere/inventory.json' does not exist.");
        (await CliRun.OfAsync("audit", "--inventory", "/nowhere/inventory.json", "--evidence", "/nowhere/evidence")).Error.ShouldContain("--evidence: the folder '/nowhere/evidence' does not exist.");
    }

    [Fact]
    public async Task Run_OnANarrowTerminal_WrapsMessagesAndKeepsCommandsWhole()
    {
        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "COLUMNS" ? "60" : null }, "check");

        run.Error.Split('\n').ShouldAllBe(line => line.Length <= 60);
        run.Error.ShouldContain("'atrest policy check'");
    }

    [Theory]
    [InlineData("audit --f", "--fail-on|--format")]
    [InlineData("audit --format ", "bundle|csv|html|json|jsonl|junit|md|ocsf|oscal|pages|pdf|pdf-executive|sarif")]
    [InlineData("audit --format=h", "--format=html")]
    [InlineData("audit --format html --sev", "--severity")]
    [InlineData("audit --demo --sev", "--severity")]
    [InlineData("audit --fail-on n", "none|non-compliant|indeterminate")]
    [InlineData("audit --inventory ", "")]
    [InlineData("rules show TRAIL-8 KMS-8", "KMS-8|GKMS-8")]
    [InlineData("help inv", "inventory")]
    [InlineData("help policy ", "--help|--verbose|-h|access|check|fix|generate|simulate")]
    [InlineData("help policy f", "fix")]
    [InlineData("help --", "--help|--verbose")]
    [InlineData("help policy --", "--help|--verbose")]
    [InlineData("help nothing ", "--help|--verbose|-h")]
    public async Task Suggest_PartOfALine_OffersWhatCanFollow(string line, string expected)
    {
        var run = await CliRun.OfAsync($"[suggest:{line.Length}]", line);

        run.ExitCode.ShouldBe(0);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "GKMS-8"), ignoreOrder: true);
    }

    [Fact]
    public async Task Suggest_AfterAFlag_OffersOptionsThatAreNotGivenYet()
    {
        var offered = (await CliRun.OfAsync("[suggest:13]", "audit --demo ")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        offered.ShouldContain("--severity");
        offered.ShouldNotContain("--demo");
        offered.ShouldNotContain("True");
        offered.ShouldAllBe(label => label.StartsWith('-'));
    }

    [Theory]
    [InlineData("bash", "complete -o bashdefault -o default -F _atrest_completion atrest")]
    [InlineData("zsh", "#compdef atrest")]
    [InlineData("fish", "complete -c atrest")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName atrest")]
    public async Task Completion_OfAShell_AsksAtRestAlone(string shell, string expected)
    {
        var run = await CliRun.OfAsync("completion", shell);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain(expected);
        run.Output.ShouldContain("[suggest:");
        run.Output.ShouldNotContain("dotnet-suggest");
        run.Output.ShouldNotContain("\r");
        Encoding.UTF8.GetByteCount(run.Output).ShouldBe(run.Output.Length);
    }
}
