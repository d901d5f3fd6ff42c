using System.Diagnostics;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>The real program as a separate process. Whatever happens, it has ended when this is disposed of.</summary>
internal sealed class AtRestProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private AtRestProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public static async Task<ProcessResult> RunAsync(CliSettings settings, params string[] arguments)
    {
        await using var started = Start(settings, arguments);
        return await started.WaitAsync();
    }

    public static AtRestProcess Start(CliSettings settings, params string[] arguments)
    {
        // Tests that run in the background of a shell inherit that SIGINT is ignored, and so would the program.
        string[] prefix = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(prefix[0], [.. prefix[1..], Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.WorkingDirectory ?? AppContext.BaseDirectory,
        };
        settings.ApplyTo(start.Environment);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        process.StandardInput.Close();
        return new AtRestProcess(process);
    }

    /// <summary>Sends a signal by its name: INT, TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<ProcessResult> WaitAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        await process.WaitForExitAsync(timeout.Token);
        return new ProcessResult(process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }
}

/// <summary>How a process ended and what it said.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}--- output{Environment.NewLine}{Output}{Environment.NewLine}--- error{Environment.NewLine}{Error}";
}
