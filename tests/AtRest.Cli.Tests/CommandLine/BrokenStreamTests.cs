using System.Text;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Tests.Policy;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class BrokenStreamTests
{
    private const string Key = PolicySamples.KeyArn;
    private const string Role = PolicySamples.RoleArn;

    /// <summary>Every command that writes results, as a line.</summary>
    public static TheoryData<string> Writing =>
    [
        "",
        "--version",
        "help audit",
        "audit --help",
        "audit --demo",
        "audit --demo --json",
        "audit --demo --quiet",
        "rules list",
        "rules list --json",
        "rules show KPOL-2",
        "completion bash",
        $"policy check --policy - --key-arn {Key} --role-arn {Role}",
        $"policy check --policy - --key-arn {Key} --role-arn {Role} --json",
        $"policy access --policy - --key-arn {Key}",
        $"policy access --policy - --key-arn {Key} --json",
        $"policy fix --policy - --key-arn {Key} --role-arn {Role}",
        $"policy generate --account 111122223333 --role-arn {Role}",
        "policy simulate",
        "inventory validate INVENTORY",
        "api-key new --operator",
        "[suggest:3] aud",
    ];

    [Theory]
    [InlineData("adit")]
    [InlineData("rules", "show", "KMS-99")]
    public async Task Run_StandardErrorIsLost_KeepsTheExitCode(params string[] arguments)
    {
        using var full = new FullWriter();
        using var messages = new MessageWriter(full);

        var run = await CliRun.OfAsync(environment => environment with { Error = messages }, arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Run_StandardOutputIsFull_SaysSo(string line)
    {
        var run = await RunAsync(line, new IOException("No space left on device", 28));

        run.ExitCode.ShouldBe(ExitCode.UnexpectedFailure);
        run.Error.ShouldContain("The results could not be written to standard output: No space left on device. Check that");
        run.Error.ShouldNotContain("--verbose");
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Run_ReaderOfThePipeHasEnded_IsQuiet(string line)
    {
        var run = await RunAsync(line, new IOException("Broken pipe", 32));

        run.ExitCode.ShouldBe(141);
        run.Error.ShouldNotContain("could not be written");
        run.Error.ShouldNotContain("Broken pipe");
        run.Error.ShouldNotContain("failure");
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Run_StandardOutputIsClosed_SaysSo(string line)
    {
        var run = await RunAsync(line, new UnauthorizedAccessException("Access to the path is denied."));

        run.ExitCode.ShouldBe(ExitCode.UnexpectedFailure);
        run.Error.ShouldContain("The results could not be written: standard output is closed.");
    }

    [Fact]
    public async Task Audit_StandardOutputIsFull_StillNamesTheFiles()
    {
        using var folder = new TemporaryFolder();
        using var full = new FullWriter();

        var run = await CliRun.OfAsync(environment => environment with { Output = full }, "audit", "--demo", "--output", folder.Path);

        run.ExitCode.ShouldBe(ExitCode.UnexpectedFailure);
        run.Error.ShouldContain("report.json");
        run.Error.ShouldContain("could not be written to standard output: No space left on device");
        run.Error.ShouldNotContain("--verbose");
    }

    [Fact]
    public async Task Run_FailsWhileInterrupted_IsInterrupted()
    {
        using var full = new FullWriter();
        using var error = new StringWriter();

        var code = await CommandRunner.RunAsync(["rules", "list"], new CliEnvironment { Output = full, Error = error }, new CancellationToken(canceled: true));

        code.ShouldBe(ExitCode.Interrupted);
    }

    private static async Task<CliRun> RunAsync(string line, Exception failure)
    {
        using var folder = new TemporaryFolder();
        var inventory = Path.Combine(folder.Path, "inventory.json");
        await using (var stream = File.Create(inventory))
        {
            await Demo.DemoFleet.OpenInventory().CopyToAsync(stream, TestContext.Current.CancellationToken);
        }

        var input = line.StartsWith("policy simulate", StringComparison.Ordinal) ? """{"id":1}""" : PolicySamples.Right;
        using var writer = new FullWriter(failure);
        return await CliRun.OfAsync(
            environment => environment with
            {
                Output = writer,
                OpenOutput = () => new BrokenStream(failure),
                OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            },
            line.Replace("INVENTORY", inventory, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
