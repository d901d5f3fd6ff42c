using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Worker;

/// <summary>
/// Stops the worker when the host that started it is gone. A killed host does not stop its workers, and a worker does not notice that its stream is closed: it would keep
/// its memory, and continue work that is delivered again elsewhere. The host is gone when this process has another parent, or when nothing listens at the stream's address.
/// </summary>
internal sealed partial class HostWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<HostWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>After this time the process ends, whatever is still running. All work is safe against that.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>The address of the host; null if the process was not started by a host.</summary>
    public static Uri? HostUri(IConfiguration configuration) => Uri.TryCreate(configuration["Functions:Worker:HostEndpoint"], UriKind.Absolute, out var uri) ? uri : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var parent = ParentProcessId();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested && (ParentProcessId() != parent || await IsRefusedAsync(stoppingToken)))
            {
                await EndAsync();
            }
        }
    }

    private async Task EndAsync()
    {
        LogHostGone();
        lifetime.StopApplication();
        await Task.Delay(Grace, time);
        Environment.Exit(ExitCode.Done);
    }

    /// <summary>Whether the operating system reports that nothing listens there. A slow host does not count.</summary>
    private async Task<bool> IsRefusedAsync(CancellationToken cancellationToken)
    {
        var host = HostUri(configuration)!;
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host.Host, host.Port, cancellationToken).AsTask().WaitAsync(Interval, time, cancellationToken);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int ParentProcessId() => OperatingSystem.IsWindows() ? 0 : GetParentProcessId();

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentProcessId();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Functions host is gone, so this worker stops too")]
    private partial void LogHostGone();
}
