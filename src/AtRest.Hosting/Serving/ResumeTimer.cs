using AtRest.Hosting.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Looks every minute for audits that nobody works on, as the function app's timer does.</summary>
internal sealed partial class ResumeTimer(IResumeWork work, TimeProvider time, ILogger<ResumeTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await TryAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>What goes wrong because the server ends is no news.</summary>
    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await work.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audits that nobody works on could not be looked for. Next try in a minute.")]
    private partial void LogFailed(Exception exception);
}
