using System.Diagnostics;
using System.Globalization;
using AtRest.EndToEnd.Tests.Support;
using AtRest.Tests.Shared.Limits;
using AtRest.Tests.Shared.Processes;

namespace AtRest.EndToEnd.Tests.Limits;

/// <summary>No run hangs: <c>tests/run.sh</c> ends with a failure that names the test.</summary>
public sealed class TestLimitTests : CloudTest
{
    /// <summary>The duration that the program of a hanging test is started with, by which it is found.</summary>
    public const string Marker = "ATREST_TEST_HANGING";

    private static readonly string Seconds = (600 + Environment.ProcessId).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Run_OfATestThatCanBeCancelled_NamesItAndGoesOn()
    {
        var (exitCode, said) = await RunAsync(nameof(HangingTests.Wait_ForWhatNeverComes_CanBeCancelled), hang: "110s");

        exitCode.ShouldNotBe(0, said);
        said.ShouldContain("Wait_ForWhatNeverComes_CanBeCancelled ran longer than its limit of 1 seconds.");
        said.ShouldContain("1 failed");
        Directory.GetFiles(Folder, "*.dmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OfATestThatHearsNothing_NamesItDumpsItAndEndsAllItsProcesses()
    {
        var (exitCode, said) = await RunAsync(nameof(HangingTests.Wait_ForWhatNeverComes_HearsNothing), hang: "10s");

        exitCode.ShouldNotBe(0, said);
        said.ShouldContain("Wait_ForWhatNeverComes_HearsNothing");
        said.TrimEnd().Split('\n')[^1].ShouldBe("0 passed, 1 failed");
        Directory.GetFiles(Folder, "*.dmp", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await Until.TrueAsync("the program that the test started has ended", () => !IsRunning($"sleep\0{Seconds}\0"));
    }

    /// <summary>The script itself, with one project that is built already.</summary>
    private async Task<(int ExitCode, string Said)> RunAsync(string test, string hang)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("tests", "run-tests.sh"), "AtRest.EndToEnd.Tests", "--explicit", "only", "--filter-method", $"*.{nameof(HangingTests)}.{test}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["ATREST_TEST_LIMIT"] = "1";
        start.Environment["ATREST_TEST_HANG"] = hang;
        start.Environment["ATREST_TEST_RESULTS"] = Folder;
        start.Environment[Marker] = Seconds;
        using var run = Process.Start(start)!;
        run.StandardInput.Close();
        var said = await ProcessEnd.TextAsync(run, "The run of a hanging test", Until.Limit);
        return (run.ExitCode, said);
    }

    private static bool IsRunning(string commandLine) => Directory.GetDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == commandLine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
