namespace AtRest.Storage;

/// <summary>
/// Work to be done at least once: roughly in order, and again if whoever received it neither completes nor renews it in time. A message that was delivered
/// <see cref="StorageOptions.MaxDeliveries"/> times and not completed moves to the queue <c>NAME-poison</c> (whose own messages stay for ever).
/// </summary>
public interface IWorkQueue
{
    /// <summary>The longest text, in bytes of UTF-8: Azure's 64 KiB for a message hold that much in Base64.</summary>
    const int MaxTextBytes = 48 * 1024;

    /// <summary>The longest delay and visibility timeout.</summary>
    static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    string Name { get; }

    /// <summary>Adds a message that can be received after a delay (none to 7 days, in whole seconds rounded up). It never expires.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxTextBytes"/>, or no Unicode; or the delay is out of range.</exception>
    Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Creates the queue and its poison queue, unless they exist.</summary>
    Task EnsureExistsAsync(CancellationToken cancellationToken);

    /// <summary>Takes messages, oldest first as far as possible; none if there are none to be seen. Does not wait for any.</summary>
    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken);

    /// <summary>The work is done: removes the message. False if it was not the receiver's any more; then it will be, or was, delivered again.</summary>
    Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// The work takes longer: hides the message for that long from now (1 second to 7 days). The answer has the new receipt, with which it is completed;
    /// null if it was not the receiver's any more.
    /// </summary>
    Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>
    /// The work failed: the message can be received again after a delay, or moves to the poison queue if this was its last delivery. False if it was not the
    /// receiver's any more.
    /// </summary>
    Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// When the message was sent that would be received next, by the storage's own clock; null if no message can be seen, because there are none or all are hidden. Takes
    /// nothing.
    /// </summary>
    Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken);

    /// <summary>About how many messages there are, hidden ones included.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}
