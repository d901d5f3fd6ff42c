namespace AtRest.Storage.Queues;

/// <summary>A queue with its poison queue. As in the Functions host, a poison queue has no poison queue.</summary>
internal sealed class WorkQueue(string name, IQueueTransport transport, IQueueTransport? poison, int maxDeliveries) : IWorkQueue
{
    public string Name { get; } = name;

    public Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken) =>
        transport.SendAsync(MessageText.Checked(text), Delays.CheckedDelay(delay), cancellationToken);

    public Task EnsureExistsAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(transport.EnsureExistsAsync(cancellationToken), poison?.EnsureExistsAsync(cancellationToken) ?? Task.CompletedTask);

    public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken)
    {
        StorageException? fault = null;
        while (true)
        {
            var received = await transport.ReceiveAsync(options.MaxMessages, options.VisibilityTimeout, cancellationToken);
            List<WorkMessage> good = [];
            foreach (var message in received)
            {
                if (poison is null || message.DequeueCount <= maxDeliveries)
                {
                    good.Add(message);
                    continue;
                }

                try
                {
                    await MoveToPoisonAsync(message, cancellationToken);
                }
                catch (StorageException exception)
                {
                    // It stays hidden for a while, and is moved by a later call. The others of this call are delivered: they must not lose a delivery because of it.
                    fault = exception;
                }
            }

            // "None" means that no message is visible, and must not be returned because poison was first.
            if (good.Count > 0 || received.Count == 0)
            {
                return good.Count > 0 || fault is null ? good : throw fault;
            }
        }
    }

    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => transport.DeleteAsync(message, cancellationToken);

    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        transport.HideAsync(message, Delays.CheckedTimeout(visibilityTimeout), cancellationToken);

    public async Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var checkedDelay = Delays.CheckedDelay(delay);
        if (poison is null || message.DequeueCount < maxDeliveries)
        {
            return await transport.HideAsync(message, checkedDelay, cancellationToken) is not null;
        }

        // Checked before anything is sent: a message that another receiver has may still be completed.
        var held = await transport.HideAsync(message, TimeSpan.FromMinutes(1), cancellationToken);
        return held is not null && await MoveToPoisonAsync(held, cancellationToken);
    }

    public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken) => transport.NextEnqueuedAtAsync(cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => transport.CountAsync(cancellationToken);

    /// <summary>Sent before it is deleted: after a kill in between it is poison twice, but never lost.</summary>
    private async Task<bool> MoveToPoisonAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        await poison!.SendAsync(message.Text, TimeSpan.Zero, cancellationToken);
        return await transport.DeleteAsync(message, cancellationToken);
    }
}
