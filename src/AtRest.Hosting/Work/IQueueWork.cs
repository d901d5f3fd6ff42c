namespace AtRest.Hosting.Work;

/// <summary>
/// Handles the messages of one queue. The Functions host delivers them to the worker; <c>serve</c> fetches them itself. Either way, a message comes
/// at least once, possibly twice at the same time, and the process may be killed at any point.
/// </summary>
public interface IQueueWork
{
    /// <summary>The queue's name in the storage.</summary>
    string Queue { get; }

    /// <summary>Whether a late copy of a finished message must be dropped before it gets here. False: this work recognizes by itself that it is done.</summary>
    bool MustNotRepeat => false;

    /// <summary>Does the work. After it returns, the message is removed.</summary>
    /// <exception cref="RetryLaterException">The work failed, or the storage did. The message is to be delivered again after a pause; after five failures it goes to <see cref="HandlePoisonAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The process stops. The message is to be delivered again.</exception>
    Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Gives the work up so that nobody waits for it: records what was not done, and why.</summary>
    /// <exception cref="RetryLaterException">This failed too. The message is to be delivered again after a pause.</exception>
    Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken);
}
