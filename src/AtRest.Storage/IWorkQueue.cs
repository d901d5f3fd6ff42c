namespace AtRest.Storage;

/// <summary>
/// Work to do at least once: roughly in order, and again if the receiver neither completes nor renews a message in time. A message that was delivered
/// <see cref="StorageOptions.MaxDeliveries"/> times and not completed moves to the queue <c>NAME-poison</c> (whose own messages stay until they are deleted).
/// </summary>
public interface IWorkQueue
{
    /// <summary>The longest text, in bytes of UTF-8: Azure's 64 KiB per message hold that much in Base64.</summary>
    const int MaxTextBytes = 48 * 1024;

    /// <summary>The longest delay and visibility timeout.</summary>
    static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    string Name { get; }

    /// <summary>Adds a message that can be received after a delay (none to 7 days, in whole seconds rounded up). It never expires.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxTextBytes"/> or not Unicode, or the delay is out of range.</exception>
    Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Creates the queue and its poison queue, unless they exist.</summary>
    Task EnsureExistsAsync(CancellationToken cancellationToken);

    /// <summary>Receives messages, roughly oldest first; none if no message is visible. Does not wait.</summary>
    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken);

    /// <summary>The work is done: removes the message. False if the receiver no longer has it; then it will be, or was, delivered again.</summary>
    Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// The work takes longer: hides the message for that time from now (1 second to 7 days). Returns the new receipt, which completes it;
    /// null if the receiver no longer has it.
    /// </summary>
    Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>
    /// The work failed: the message can be received again after a delay, or moves to the poison queue if this was its last delivery. False if the receiver no longer has
    /// it.
    /// </summary>
    Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// The time when the next visible message was sent, by the storage's own clock; null if no message is visible, because there are none or all are hidden. Receives
    /// nothing.
    /// </summary>
    Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken);

    /// <summary>The approximate number of messages, including hidden ones.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}
