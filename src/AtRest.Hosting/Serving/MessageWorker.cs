using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Handles one message after another: keeps others from receiving it meanwhile, then completes it or lets it come again.</summary>
internal sealed partial class MessageWorker(IWorkQueue queue, Func<QueueDelivery, CancellationToken, Task> work, PumpTimes times, TimeProvider time, ILogger<MessageWorker> logger)
{
    /// <summary>Does not throw: errors are logged, and the message comes again.</summary>
    /// <param name="message">The received message.</param>
    /// <param name="abandoning">Cancelled when the work must stop immediately.</param>
    public async Task WorkAsync(WorkMessage message, CancellationToken abandoning)
    {
        // Not on the pump's thread: the pump fetches other messages.
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

    /// <summary>Renews the message until the work ends. Returns it with its latest receipt, or null if another worker has received it: then the work is stopped too.</summary>
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
                // Not cancelled with the work: a half-finished renewal would leave an unknown receipt.
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
        // Without a token: the rest is short, and is done also when the server stops.
        if (failure is null)
        {
            await queue.CompleteAsync(message, CancellationToken.None);
        }
        else if (isStopping)
        {
            // Not a failure of the work, and so not by itself a step towards the poison queue: the next worker can have it in a second.
            await queue.RenewAsync(message, TimeSpan.FromSeconds(1), CancellationToken.None);
            LogStopped(message.Id, queue.Name);
        }
        else if (failure is RetryLaterException later)
        {
            // Hidden, not abandoned: the queue's own count of deliveries decides nothing.
            await queue.RenewAsync(message, later.Pause, CancellationToken.None);
        }
        else
        {
            var delay = times.FirstRetry * Math.Pow(2, Math.Min(message.DequeueCount - 1, 10));
            LogFailed(failure, message.Id, queue.Name, message.DequeueCount);
            await queue.AbandonAsync(message, delay < times.LongestRetry ? delay : times.LongestRetry, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of the queue {Queue} failed (delivery {Delivery})")]
    private partial void LogFailed(Exception exception, string id, string queue, int delivery);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Id} of the queue {Queue} was interrupted and continues after the next start")]
    private partial void LogStopped(string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} was received by another worker before it was completed")]
    private partial void LogLost(string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} could not be renewed. It may be delivered twice.")]
    private partial void LogNotRenewed(Exception exception, string id, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of the queue {Queue} could not be completed or released. It will be delivered again.")]
    private partial void LogNotSettled(Exception exception, string id, string queue);
}
