using System.Runtime.ExceptionServices;
using System.Text;
using AtRest.Storage.Queues;

namespace AtRest.Storage.Local;

/// <summary>Messages as files in a directory. Nothing is only in memory: this object only caches which files it saw.</summary>
internal sealed class LocalQueue(string name, LocalFolder folder) : IQueueTransport
{
    private readonly string directory = folder.Queue(name);
    private readonly SortedSet<string> seen = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long lastEnqueued;

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) => folder.RunAsync(
        async () =>
        {
            var now = NextTick();
            var message = new MessageFile(now + delay.Ticks, now, Guid.NewGuid(), 0, Guid.Empty, now);
            var file = folder.CreateTemporary();
            await using (file)
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                file.Flush();
                file.MoveTo(PathOf(message.Name));
            }

            lock (gate)
            {
                seen.Add(message.Name);
            }

            return message;
        },
        cancellationToken);

    public Task EnsureExistsAsync(CancellationToken cancellationToken) => folder.RunAsync(() => Task.FromResult(Directory.CreateDirectory(directory)), cancellationToken);

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int maxMessages, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        folder.RunAsync(() => Task.FromResult<IReadOnlyList<WorkMessage>>(Receive(maxMessages, visibilityTimeout)), cancellationToken);

    public Task<bool> DeleteAsync(WorkMessage message, CancellationToken cancellationToken) => folder.RunAsync(() =>
    {
        if (MessageFile.Parse(message.Receipt) is null)
        {
            return Task.FromResult(false);
        }

        // Renamed before it is deleted, because only a rename shows whether the file existed.
        var removed = Path.Combine(folder.Temporary, $"{Guid.NewGuid():N}.tmp");
        var isMine = TryMove(PathOf(message.Receipt), removed);
        File.Delete(removed);
        lock (gate)
        {
            seen.Remove(message.Receipt);
        }

        return Task.FromResult(isMine);
    }, cancellationToken);

    public Task<WorkMessage?> HideAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) => folder.RunAsync(() =>
    {
        var hidden = MessageFile.Parse(message.Receipt)?.Hidden(folder.Time.GetUtcNow(), visibilityTimeout);
        lock (gate)
        {
            seen.Remove(message.Receipt);
            if (hidden is null || !TryMove(PathOf(message.Receipt), PathOf(hidden.Name)))
            {
                return Task.FromResult<WorkMessage?>(null);
            }

            seen.Add(hidden.Name);
        }

        return Task.FromResult<WorkMessage?>(message with { Receipt = hidden.Name });
    }, cancellationToken);

    public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken) => folder.RunAsync(
        () =>
        {
            var now = folder.Time.GetUtcNow();
            var first = Files().Where(name => MessageFile.Parse(name)!.IsVisible(now)).Min(StringComparer.Ordinal);
            return Task.FromResult(first is null ? (DateTimeOffset?)null : new DateTimeOffset(MessageFile.Parse(first)!.EnqueuedAt, TimeSpan.Zero));
        },
        cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => folder.RunAsync(() => Task.FromResult(Files().Count()), cancellationToken);

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private List<WorkMessage> Receive(int maxMessages, TimeSpan visibilityTimeout)
    {
        List<WorkMessage> received = [];
        Exception? fault = null;
        lock (gate)
        {
            var now = folder.Time.GetUtcNow();
            TakeSeen();
            if (received.Count < maxMessages)
            {
                // Messages of earlier runs, and of other processes.
                seen.Clear();
                seen.UnionWith(Files());
                TakeSeen();
                foreach (var name in seen.Where(name => MessageFile.Parse(name)!.IsOfFuture(now)).Take(maxMessages - received.Count).ToList())
                {
                    Take(name);
                }
            }

            void TakeSeen()
            {
                while (received.Count < maxMessages && seen.Min is { } first && MessageFile.Parse(first)!.VisibleAt <= now.UtcTicks)
                {
                    Take(first);
                }
            }

            // What is wrong with one message must not cost the others a delivery.
            void Take(string name)
            {
                seen.Remove(name);
                try
                {
                    if (TryTake(name, now, visibilityTimeout) is { } message)
                    {
                        received.Add(message);
                    }
                }
                catch (Exception exception) when (folder.Fault(exception) is not null)
                {
                    fault = exception;
                }
            }
        }

        if (received.Count == 0 && fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        return received;
    }

    /// <summary>Null if another process was quicker.</summary>
    private WorkMessage? TryTake(string name, DateTimeOffset now, TimeSpan visibilityTimeout)
    {
        var file = MessageFile.Parse(name)!;
        var taken = file.Hidden(now, visibilityTimeout) with { Deliveries = file.Deliveries + 1 };
        if (!TryMove(PathOf(name), PathOf(taken.Name)))
        {
            return null;
        }

        seen.Add(taken.Name);
        return taken.ToMessage(File.ReadAllText(PathOf(taken.Name)));
    }

    private IEnumerable<string> Files() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Where(file => MessageFile.Parse(file) is not null)
        : [];

    private string PathOf(string file) => Path.Combine(directory, file);

    /// <summary>The time, but never the same twice: the order of messages is that of their times. After the clock was set back, the times follow it.</summary>
    private long NextTick()
    {
        lock (gate)
        {
            var now = folder.Time.GetUtcNow().UtcTicks;
            return lastEnqueued = lastEnqueued - now is >= 0 and < TimeSpan.TicksPerSecond ? lastEnqueued + 1 : now;
        }
    }
}
