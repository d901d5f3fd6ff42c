using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The time in which one message stands for every event of a key that this process receives.</summary>
internal sealed class KeyChangeWindow(KeyScope scope, KeyChangeMessage message, long openedAt, Func<KeyChangeMessage, Task> enqueue)
{
    private readonly Lazy<Task> enqueued = new(() => enqueue(message));

    public Guid Id { get; } = message.Window;

    public KeyScope Scope { get; } = scope;

    /// <summary>A time stamp, which no change of the clock touches.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>The last event, and how many there were.</summary>
    public KeyChangeTold Last { get; private set; } = message.First;

    public int Count { get; private set; } = 1;

    /// <summary>Ends when the message is safe in the queue; fails if it could not be put there.</summary>
    public Task Enqueued => enqueued.Value;

    public void Join(KeyChangeTold told)
    {
        Last = told;
        Count++;
    }
}
