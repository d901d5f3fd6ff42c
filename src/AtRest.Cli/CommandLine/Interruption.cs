using System.Runtime.InteropServices;

namespace AtRest.Cli.CommandLine;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancelled token. Whoever does not stop by himself is stopped: after the time of grace the process ends,
/// which is safe, since files appear under their names only when they are whole.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

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
            Environment.Exit(ExitCode.Interrupted);
        }

        _ = EndAfterGraceAsync();
        source.Cancel();
    }

    private static async Task EndAfterGraceAsync()
    {
        await Task.Delay(Grace, TimeProvider.System).ConfigureAwait(false);
        Environment.Exit(ExitCode.Interrupted);
    }
}
