using AtRest.Hosting.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>
/// Looks every few seconds for work without a worker. It also runs in the Functions app, beside the timer of the host: after the host was killed, its timers may wait a minute for
/// the lock of the previous host (<c>listenerLockPeriod</c>, https://learn.microsoft.com/azure/azure-functions/functions-host-json#singleton).
/// </summary>
internal sealed partial class ResumeTimer(IResumeWork work, TimeProvider time, ILogger<ResumeTimer> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(stoppingToken);
            }
        }
    }

    /// <summary>Errors that happen because the server stops are not logged.</summary>
    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await work.RunAsync(stoppingToken);
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search for audits without a worker failed. The next attempt is in ten seconds.")]
    private partial void LogFailed(Exception exception);
}
