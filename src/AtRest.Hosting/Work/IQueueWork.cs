namespace AtRest.Hosting.Work;

/// <summary>
/// What is done with the messages of one queue. The Functions host delivers them to the executable; <c>serve</c> fetches them itself. Either way a message comes
/// at least once, also twice at the same time, and a process may be killed anywhere in between.
/// </summary>
public interface IQueueWork
{
    /// <summary>The queue's name in the storage.</summary>
    string Queue { get; }

    /// <summary>Whether a late copy of a message whose work is done must be dropped before it gets here. False: this work sees by itself that it is done.</summary>
    bool MustNotRepeat => false;

    /// <summary>Does the work. Returning means done: the message is then removed.</summary>
    /// <exception cref="Exception">The work failed; the message will be delivered again, and after <c>MaxDeliveries</c> deliveries goes to <see cref="HandlePoisonAsync"/>.</exception>
    Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Gives the work up in such a way that nobody waits for it: records what was not done, and why.</summary>
    /// <exception cref="Exception">Even that failed; the message will be delivered again.</exception>
    Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken);
}
