using AtRest.Cli.CommandLine;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class BrokenStreamTests
{
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

    [Fact]
    public async Task Audit_StandardOutputIsFull_StillTellsWhatWasWritten()
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
}
