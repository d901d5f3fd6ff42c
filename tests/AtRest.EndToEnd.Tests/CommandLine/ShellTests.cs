using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.CommandLine;

/// <summary>The real program in a real shell: pipes, full devices, and completion.</summary>
public sealed class ShellTests : CloudTest
{
    private const string Role = "arn:aws:iam::444455556666:role/tenant";
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-000000000001";

    public static TheoryData<string> Writing =>
    [
        "atrest",
        "atrest --version",
        "atrest rules list",
        "atrest rules show KPOL-2",
        "atrest completion zsh",
        "atrest audit --demo",
        "atrest audit --demo --json",
        $"atrest policy generate --account 111122223333 --role-arn {Role}",
        $"atrest policy check --policy policy.json --key-arn {Key} --role-arn {Role}",
        $"atrest policy access --policy policy.json --key-arn {Key} --json",
        $"atrest policy fix --policy policy.json --key-arn {Key} --role-arn {Role}",
        "atrest policy simulate --input lines.jsonl",
        "atrest inventory validate inventory.json",
        "atrest api-key new --operator",
    ];

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Output_WhoseReaderHasEnded_EndsQuietlyAsShellsReportIt(string command)
    {
        await ArrangeFilesAsync();

        var result = await BashAsync($"set -o pipefail; {command} | true");

        result.ExitCode.ShouldBe(141, result.ToString());
        result.Error.ShouldNotContain("could not be written");
        result.Error.ShouldNotContain("failure");
        result.Error.ShouldNotContain("pipe", Case.Insensitive);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Output_ToAFullDevice_IsReported(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        await ArrangeFilesAsync();

        var result = await BashAsync($"{command} > /dev/full");

        result.ExitCode.ShouldBe(4, result.ToString());
        result.Error.ShouldContain("The results could not be written to standard output: No space left on device");
        result.Error.ShouldNotContain("--verbose");
    }

    [Fact]
    public async Task Output_ToAPipe_IsComplete()
    {
        var result = await BashAsync("atrest rules list | tail -1; atrest rules list --json");

        result.Output.ShouldStartWith("WAIV-2 ");
        JsonDocument.Parse(result.Output[result.Output.IndexOf('[', StringComparison.Ordinal)..]).RootElement.GetArrayLength().ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("atrest au", "audit")]
    [InlineData("atrest audit --for", "--format")]
    [InlineData("atrest audit --format html --sev", "--severity")]
    [InlineData("atrest audit --format=h", "html")]
    [InlineData("  atrest rules show KPOL-", "KPOL-1 KPOL-2 KPOL-3 KPOL-4 KPOL-5 KPOL-6 KPOL-7 KPOL-8")]
    [InlineData("atrest rules list --framework iso", "iso iso\\ 27001 iso27001")]
    [InlineData("atrest audit --inventory ", "")]
    public async Task Bash_Completion_OffersWhatFits(string line, string expected)
    {
        // As bash does it: the words of the line are also split at = and :.
        var result = await BashAsync(
            """
            source <(atrest completion bash)
            COMP_LINE="$1" COMP_POINT="${#1}"
            read -ra COMP_WORDS <<< "${1//=/ = }"
            [[ $1 == *[[:space:]=] ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _atrest_completion
            echo "${COMPREPLY[*]}"
            complete -p atrest
            """,
            line);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldBe($"{expected}\ncomplete -o bashdefault -o default -F _atrest_completion atrest\n");
    }

    [Fact]
    public async Task Fish_Completion_OffersWhatFits()
    {
        Assert.SkipUnless(IsInstalled("fish"), "fish is not installed.");

        var result = await RunAsync("fish", "--no-config", "-c", "atrest completion fish | source; complete -C 'atrest au'; complete -C 'atrest audit --fail-on no'; complete -C 'atrest audit --inventory lin'");

        result.Output.ShouldBe("audit\nnone\nnon-compliant\n", result.ToString());
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public async Task CompletionScript_OfAShell_HasNoSyntaxError(string shell, string check)
    {
        Assert.SkipUnless(IsInstalled(shell), $"{shell} is not installed.");
        var script = await WriteAsync("script", (await AtRestProcess.RunAsync(new CliSettings(), "completion", shell)).Output);

        (await RunAsync(shell, check, script)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Audit_ByTheNameOfACluster_ShowsItAloneAndEndsWithTheSummary()
    {
        var inventory = await ArrangeAsync(new Fleet(3));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--cluster", "Cluster-2", "--output", InFolder("reports"), "--save-evidence", InFolder("evidence"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("1 of 3 declared clusters was audited");
        result.Output.ShouldEndWith(
            $"""
            SUMMARY
            Clusters       1 compliant; 2 not audited
            Failures       none
            Not judged     {result.Output.Split("Not judged     ")[1].Split('\n')[0]}
            Changes        not compared (--previous FILE compares with an earlier report)
            Files          {InFolder("evidence", "acme", "evidence.json")}
                           {InFolder("reports", "acme", "report-partial.json")}
                           {InFolder("reports", "acme", "report-partial.html")}

            """);
        result.Error.ShouldNotContain("Wrote");
    }

    [Theory]
    [InlineData(1, "--quiet")]
    [InlineData(0, "--quiet", "--fail-on", "none")]
    [InlineData(1, "--quiet", "--fail-on", "critical")]
    public async Task Audit_Quiet_PrintsTheSummaryAlone(int exitCode, params string[] options)
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), ["audit", "--demo", .. options]);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.Output.ShouldStartWith("SUMMARY\nOrganizations  3 non-compliant\n");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_QuietJson_PrintsTheReportsAlone()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--json", "--quiet", "--output", InFolder("reports"));

        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_SharedKey_ShowsOneDifference()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--demo", "--organization", "borealis");

        result.Output.ShouldContain("KPOL-3 high, required: policies, policies-test - ");
        result.Output.Split("--policy-name default --policy file://fixed-22222222-bbbb-4bbb-8bbb-000000000001.json").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Version_OfTheBuild_HasTheCommit()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "--version");

        result.Output.ShouldMatch(Directory.Exists(Repository.PathOf(".git")) || File.Exists(Repository.PathOf(".git")) ? "(?m)^commit   [0-9a-f]{40}$" : "(?m)^commit   unknown ");
    }

    private async Task ArrangeFilesAsync()
    {
        await WriteAsync("policy.json", $$"""{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "{{Role}}"}, "Action": "kms:*", "Resource": "*"}]}""");
        await WriteAsync("lines.jsonl", "{\"id\":1}\n");
        await WriteAsync("inventory.json", new Fleet(1).Inventory);
    }

    private Task<ProcessResult> BashAsync(string script, params string[] arguments) => RunAsync("bash", ["-c", script, "bash", .. arguments]);

    private Task<ProcessResult> RunAsync(string program, params string[] arguments) => Shell.RunAsync(Folder, program, arguments);

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
