namespace AtRest.Storage.Queues;

/// <summary>A queue of the storage, without the poison queue. Its arguments were checked.</summary>
internal interface IQueueTransport
{
    Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken);

    Task EnsureExistsAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int maxMessages, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>False if the receipt is not the last one of the message.</summary>
    Task<bool> DeleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>Null if the receipt is not the last one of the message.</summary>
    Task<WorkMessage?> HideAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>When the first visible message was sent; null if none is visible.</summary>
    Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken);

    Task<int> CountAsync(CancellationToken cancellationToken);
}

/// <summary>Opens queues.</summary>
internal interface IQueueTransports
{
    IQueueTransport Open(string name);
}
