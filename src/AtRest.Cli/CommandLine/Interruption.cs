using System.Runtime.InteropServices;

namespace AtRest.Cli.CommandLine;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancelled token. If the command does not stop within the grace period, the process ends. That is safe, because
/// files get their final names only when they are complete.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>How long a command may take to stop. A server, which has more to finish than an audit, sets a longer time.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1.5);

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (source.IsCancellationRequested)
        {
            End();
        }

        _ = EndAfterAsync(Grace);
        source.Cancel();
    }

    private static async Task EndAfterAsync(TimeSpan grace)
    {
        await Task.Delay(grace, TimeProvider.System);
        End();
    }

    private static void End()
    {
        if (!Console.IsErrorRedirected)
        {
            // A progress bar hides the cursor.
            Console.Error.Write("\u001b[?25h");
        }

        Environment.Exit(ExitCode.Interrupted);
    }
}
