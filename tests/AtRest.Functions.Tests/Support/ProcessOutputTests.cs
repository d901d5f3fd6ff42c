using System.Diagnostics;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Functions.Tests.Support;

/// <summary>The output of a process is read while it grows, and after a kill: what counts are complete lines.</summary>
public sealed class ProcessOutputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("{\"Log")]
    [InlineData("one\n", "one")]
    [InlineData("one\ntw", "one")]
    [InlineData("one\r\ntwo\r\n{", "one", "two")]
    [InlineData("one\n\n", "one", "")]
    public void CompleteLines_OfAGrowingText_LeaveOutALineWithoutItsEnd(string text, params string[] lines) => CompleteLines.Of(text).ShouldBe(lines);

    [Fact]
    public async Task CompleteLines_OfAFileThatIsBeingWritten_LeaveOutALineWithoutItsEnd()
    {
        var path = Path.GetTempFileName();
        await using (var writer = new StreamWriter(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1, FileOptions.DeleteOnClose)) { AutoFlush = true })
        {
            await writer.WriteAsync("one\ntw");
            (await CompleteLines.OfFileAsync(path, Cancellation)).ShouldBe(["one"]);

            await writer.WriteAsync("o\n");
            (await CompleteLines.OfFileAsync(path, Cancellation)).ShouldBe(["one", "two"]);
        }
    }

    [Fact]
    public async Task Lines_OfAProcessKilledInALine_LeaveItOut()
    {
        using var process = Start("printf 'one\\ntw'; read rest");
        var output = new ProcessOutput(process.StandardOutput);
        await UntilAsync(output, "one\ntw");

        process.Kill();
        await output.EndAsync();

        output.Lines.ShouldBe(["one"]);
        output.Text.ShouldBe("one\ntw");
    }

    [Fact]
    public async Task LineAsync_LineIsHalfWritten_WaitsForItsEnd()
    {
        using var process = Start("printf 'tw'; read rest; printf 'o\\n'");
        var output = new ProcessOutput(process.StandardOutput);

        var line = output.LineAsync(line => line.StartsWith("tw", StringComparison.Ordinal), Cancellation);
        await UntilAsync(output, "tw");
        line.IsCompleted.ShouldBeFalse();
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync(Cancellation);

        (await line).ShouldBe("two");
    }

    [Fact]
    public async Task LineAsync_ProcessEndsInTheLine_FailsWithWhatWasSaid()
    {
        using var process = Start("printf 'one\\nready'");
        var output = new ProcessOutput(process.StandardOutput);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => output.LineAsync(line => line == "ready", Cancellation));

        error.Message.ShouldEndWith("one\nready");
    }

    [Fact]
    public async Task Lines_ReadByOtherThreadsWhileTheyComeIn_AreAlwaysWhole()
    {
        const int Last = 100_000;
        using var process = Start($"exec seq 1 {Last}");
        var output = new ProcessOutput(process.StandardOutput);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Look(output), Cancellation)));
        output.Lines.ShouldBe(Enumerable.Range(1, Last).Select(number => $"{number}"));
    }

    private static void Look(ProcessOutput output)
    {
        while (!output.HasEnded)
        {
            var lines = output.Lines;
            (lines.IsEmpty ? "0" : lines[^1]).ShouldBe($"{lines.Length}");
        }
    }

    private static async Task UntilAsync(ProcessOutput output, string text)
    {
        var watch = Stopwatch.StartNew();
        while (output.Text != text)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), output.Text);
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>A script that waits for input ends with the tests.</summary>
    private static Process Start(string script) => Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
