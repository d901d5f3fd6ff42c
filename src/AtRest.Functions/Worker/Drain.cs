using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Worker;

/// <summary>
/// When the host asks the worker to end (WorkerTerminate) it lets what is in flight come to its end first, as long as the host waits. What takes longer is cut off, and safe: the host
/// delivers a message again whose work did not end.
/// </summary>
internal sealed partial class Drain(InvocationsInFlight invocations, TimeProvider time, ILogger<Drain> logger) : IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>From the end of a function to the last byte of its answer on the host's stream.</summary>
    private static readonly TimeSpan LastAnswer = TimeSpan.FromMilliseconds(200);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!invocations.Any)
        {
            return;
        }

        var started = time.GetTimestamp();
        while (invocations.Any && time.GetElapsedTime(started) < InvocationsInFlight.Patience && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (invocations.Any)
        {
            LogCutOff();
        }

        await Task.Delay(LastAnswer, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker ends before all invocations have ended: their messages are delivered again.")]
    private partial void LogCutOff();
}
