using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Works on one message after the other, keeps each from being delivered to others meanwhile, and completes it or has it come again.</summary>
internal sealed partial class MessageWorker(IWorkQueue queue, Func<QueueDelivery, CancellationToken, Task> work, PumpTimes times, TimeProvider time, ILogger<MessageWorker> logger)
{
    /// <summary>Does not throw: what goes wrong is logged, and the message comes again.</summary>
    /// <param name="message">As it was received.</param>
    /// <param name="abandoning">Cancelled when the work has to stop where it is.</param>
    public async Task WorkAsync(WorkMessage message, CancellationToken abandoning)
    {
        // Off the pump, which has others to fetch.
        await Task.Yield();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(abandoning);
        var holding = HoldAsync(message, ending);
        var failure = await TryAsync(message, ending.Token);
        await ending.CancelAsync();
        var held = await holding;
        if (held is null)
        {
            LogLost(message.Id, queue.Name);
            return;
        }

        try
        {
            await SettleAsync(held, failure, abandoning.IsCancellationRequested);
        }
        catch (StorageException exception)
        {
            LogNotSettled(exception, message.Id, queue.Name);
        }
    }

    private async Task<Exception?> TryAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await work(new QueueDelivery(message.Text, message.DequeueCount), cancellationToken);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Renews the message until the work ends. Gives it with its latest receipt, or null if somebody else has it by now: then the work is stopped too.</summary>
    private async Task<WorkMessage?> HoldAsync(WorkMessage message, CancellationTokenSource ending)
    {
        var token = ending.Token;
        while (true)
        {
            try
            {
                await Task.Delay(times.Renewal, time, token);
            }
            catch (OperationCanceledException)
            {
                return message;
            }

            try
            {
                // Not cancelled with the work: a renewal that is half done would leave a receipt that nobody knows.
                var renewed = await queue.RenewAsync(message, times.Visibility, CancellationToken.None);
                if (renewed is null)
                {
                    await ending.CancelAsync();
                    return null;
                }

                message = renewed;
            }
            catch (StorageException exception)
            {
                LogNotRenewed(exception, message.Id, queue.Name);
            }
        }
    }

    private async Task SettleAsync(WorkMessage message, Exception? failure, bool isStopping)
    {
        // With no token: the little that is left is done also when the server ends.
        if (failure is null)
        {
            await queue.CompleteAsync(message, CancellationToken.None);
        }
        else if (isStopping)
        {
            // Not a failure of the work, and so no step towards the poison queue by itself: whoever comes next may have it in a second.
            await queue.RenewAsync(message, TimeSpan.FromSeconds(1), CancellationToken.None);
            LogStopped(message.Id, queue.Name);
        }
        else
        {
            var delay = times.FirstRetry * Math.Pow(2, Math.Min(message.DequeueCount - 1, 10));
            LogFailed(failure, message.Id, queue.Name, message.DequeueCount);
            await queue.AbandonAsync(message, delay < times.LongestRetry ? delay : times.LongestRetry, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of the queue {Queue} failed (delivery {Delivery}).")]
    private partial void LogFailed(Exception exception, string id, string queue, int delivery);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Id} of the queue {Queue} is left to the next start.")]
    private partial void LogStopped(string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} went to somebody else while it was worked on.")]
    private partial void LogLost(string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} could not be held; it may be delivered twice.")]
    private partial void LogNotRenewed(Exception exception, string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} could not be completed or given back; it will be delivered again.")]
    private partial void LogNotSettled(Exception exception, string id, string queue);
}
