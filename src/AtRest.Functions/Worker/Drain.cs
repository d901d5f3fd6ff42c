using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Worker;

/// <summary>
/// When the host asks the worker to stop (WorkerTerminate), waits for the invocations in flight, as long as the host allows. Longer work is cut off, which is safe: the host
/// delivers its message again.
/// </summary>
internal sealed partial class Drain(InvocationsInFlight invocations, TimeProvider time, ILogger<Drain> logger) : IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The time from the end of a function to the last byte of its response on the host's stream.</summary>
    private static readonly TimeSpan LastAnswer = TimeSpan.FromMilliseconds(200);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!invocations.Any)
        {
            return;
        }

        var started = time.GetTimestamp();
        while (invocations.Any && time.GetElapsedTime(started) < InvocationsInFlight.WaitLimit && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (invocations.Any)
        {
            LogCutOff();
        }

        await Task.Delay(LastAnswer, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker stops before all invocations have ended. Their messages are delivered again.")]
    private partial void LogCutOff();
}
