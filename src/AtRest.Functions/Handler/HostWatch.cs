using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Handler;

/// <summary>
/// Ends the handler when the host that started it is gone: killed, the host takes nobody along, and an orphan would keep its memory (and go on with work
/// that is delivered again elsewhere) for ever. Whose parent is a shell was started by hand, and stays.
/// </summary>
internal sealed partial class HostWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<HostWatch> logger) : BackgroundService
{
    /// <summary>The host sets it for each handler that it starts.</summary>
    public const string WorkerIdVariable = "FUNCTIONS_CUSTOMHANDLER_WORKER_ID";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly string[] Shells = ["sh", "bash", "dash", "zsh", "fish", "ksh", "busybox", "pwsh"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows() || !IsToBeWatched(ParentProcessId()))
        {
            return;
        }

        var host = ParentProcessId();
        while (ParentProcessId() == host)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }

        LogHostGone(host);
        lifetime.StopApplication();
    }

    /// <summary>Process 1 never goes before its children do: either it is the host of a container, or the host was gone before anybody could look.</summary>
    private bool IsToBeWatched(int parent) => parent > 1 && (!string.IsNullOrEmpty(configuration[WorkerIdVariable]) || !IsShell(parent));

    private static bool IsShell(int processId)
    {
        var name = $"/proc/{processId}/comm";
        return !File.Exists(name) || Shells.Contains(File.ReadAllText(name).Trim());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Functions host (process {ProcessId}) is gone: this handler ends too.")]
    private partial void LogHostGone(int processId);

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentProcessId();
}
