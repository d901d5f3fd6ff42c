using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Worker;

/// <summary>
/// Ends the worker when the host that started it is gone. A host that is killed does not end its workers, and a worker does not notice by itself that its stream is closed: it would keep
/// its memory, and go on with work that is delivered again elsewhere. The host is gone when this process has another parent, or when nobody listens any more where the stream leads to.
/// </summary>
internal sealed partial class HostWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<HostWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>After so long the process ends, whatever is still under way. All work is safe against that.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Where the host listens; null: the process was not started by a host.</summary>
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

    /// <summary>Whether the operating system says that nobody listens there. That the host is slow to answer says nothing.</summary>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Functions host is gone: this worker ends too.")]
    private partial void LogHostGone();
}
