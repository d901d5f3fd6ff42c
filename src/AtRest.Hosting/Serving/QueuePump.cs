using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Fetches the messages of one queue and has them handled, several at once. When stopped, it fetches no more, and releases what is not done in time.</summary>
internal sealed partial class QueuePump(IWorkQueue queue, MessageWorker worker, int concurrency, PumpTimes times, TimeProvider time, ILogger<QueuePump> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var abandoning = new CancellationTokenSource();
        List<Task> running = [];
        try
        {
            await PumpAsync(running, abandoning.Token, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Running work can still finish.
            abandoning.CancelAfter(times.Grace);
        }

        await Task.WhenAll(running);
    }

    private async Task PumpAsync(List<Task> running, CancellationToken abandoning, CancellationToken stopping)
    {
        var poll = times.ShortestPoll;
        while (true)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count >= concurrency)
            {
                await Task.WhenAny(running).WaitAsync(stopping);
                continue;
            }

            var messages = await ReceiveAsync(concurrency - running.Count, stopping);
            if (messages is null or { Count: 0 })
            {
                var longest = messages is null ? LongestPause : times.LongestPoll;
                await Task.Delay(poll, time, stopping);
                poll = poll * 2 < longest ? poll * 2 : longest;
                continue;
            }

            poll = times.ShortestPoll;
            running.AddRange(messages.Select(message => worker.WorkAsync(message, abandoning)));
        }
    }

    /// <summary>Null if the storage cannot be reached; the pauses between tries grow.</summary>
    private async Task<IReadOnlyList<WorkMessage>?> ReceiveAsync(int most, CancellationToken stopping)
    {
        try
        {
            var options = new ReceiveOptions { MaxMessages = Math.Min(most, ReceiveOptions.MostMessages), VisibilityTimeout = times.Visibility };
            return await queue.ReceiveAsync(options, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogNotReceived(exception, queue.Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The messages of the queue {Queue} cannot be fetched. AtRest will try again.")]
    private partial void LogNotReceived(Exception exception, string queue);
}
