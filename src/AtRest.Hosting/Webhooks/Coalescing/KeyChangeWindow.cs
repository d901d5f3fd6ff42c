using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The time in which one message covers every event of a key that this process receives.</summary>
internal sealed class KeyChangeWindow(KeyChangeTarget target, KeyChangeMessage message, long openedAt, Func<KeyChangeMessage, Task> enqueue)
{
    private readonly Lazy<Task> enqueued = new(() => enqueue(message));

    public Guid Id { get; } = message.Window;

    public KeyChangeTarget Target { get; } = target;

    /// <summary>A time stamp that does not depend on the clock.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>The last event, and the number of events.</summary>
    public KeyChangeFacts Last { get; private set; } = message.First;

    public int Count { get; private set; } = 1;

    /// <summary>Completes when the message is in the queue; fails if it could not be queued.</summary>
    public Task Enqueued => enqueued.Value;

    public void Join(KeyChangeFacts change)
    {
        Last = change;
        Count++;
    }
}
