using AtRest.Hosting.Webhooks.Events;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>
/// One message per changed key and window, however many events there are (why none is lost: docs/decisions/0004-webhook-coalescing.md). The message can be received only
/// when the window is over, so that the audit sees every change of the window's events.
/// </summary>
internal sealed class KeyChangeWindows(IWorkQueues queues, WebhookSettings settings, TimeProvider clock)
{
    /// <summary>The largest number of windows. Beyond it the oldest is forgotten, which costs at most one additional audit.</summary>
    public const int MostWindows = 1_024;

    private readonly Lock gate = new();
    private readonly Dictionary<KeyChangeTarget, KeyChangeWindow> newest = [];
    private readonly Dictionary<Guid, KeyChangeWindow> byId = [];
    private readonly Queue<KeyChangeWindow> byAge = [];

    /// <summary>Whether events of these targets are covered by a waiting message.</summary>
    public bool AreOpen(IEnumerable<KeyChangeTarget> targets)
    {
        lock (gate)
        {
            return targets.All(target => Open(target) is not null);
        }
    }

    /// <summary>Completes when a message that covers this event is in the queue.</summary>
    /// <returns>Whether it is the message of an earlier event.</returns>
    /// <exception cref="StorageException">The message could not be queued.</exception>
    public async Task<bool> CoverAsync(KeyChangeTarget target, KeyChangeFacts change, CancellationToken cancellationToken)
    {
        KeyChangeWindow? window;
        bool joined;
        lock (gate)
        {
            window = Open(target);
            joined = window is not null;
            window?.Join(change);
            window ??= Add(target, change);
        }

        try
        {
            // Not cancelled with this request: other events may depend on the same message.
            await window.Enqueued.WaitAsync(cancellationToken);
            return joined;
        }
        catch (Exception) when (window.Enqueued.IsFaulted)
        {
            Forget(window);
            throw;
        }
    }

    /// <summary>What this process remembers of a window; null if another process had it, or it was long ago.</summary>
    public KeyChangeSummary? Find(Guid window)
    {
        lock (gate)
        {
            return byId.TryGetValue(window, out var found) ? new KeyChangeSummary(found.Count, found.Last) : null;
        }
    }

    private Task EnqueueAsync(KeyChangeMessage message) => queues.Open(KeyChangeMessage.Queue).EnqueueAsync(message.ToText(), settings.Coalescing, CancellationToken.None);

    private KeyChangeWindow? Open(KeyChangeTarget target) => newest.TryGetValue(target, out var window) && clock.GetElapsedTime(window.OpenedAt) < settings.Coalescing ? window : null;

    private KeyChangeWindow Add(KeyChangeTarget target, KeyChangeFacts first)
    {
        var message = new KeyChangeMessage
        {
            Scope = target.Scope.Text,
            Organization = target.OrganizationId,
            Window = Guid.NewGuid(),
            CoversUntil = clock.GetUtcNow() + settings.Coalescing,
            First = first,
        };
        var window = new KeyChangeWindow(target, message, clock.GetTimestamp(), EnqueueAsync);
        newest[window.Target] = window;
        byId[window.Id] = window;
        byAge.Enqueue(window);
        while (byAge.Count > MostWindows)
        {
            Remove(byAge.Dequeue());
        }

        return window;
    }

    private void Forget(KeyChangeWindow window)
    {
        lock (gate)
        {
            Remove(window);
        }
    }

    private void Remove(KeyChangeWindow window)
    {
        byId.Remove(window.Id);
        if (newest.TryGetValue(window.Target, out var current) && current == window)
        {
            newest.Remove(window.Target);
        }
    }
}

/// <summary>The number of events of a window, and the last one.</summary>
internal sealed record KeyChangeSummary(int Count, KeyChangeFacts Last);
