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
            var message = new MessageFile(now + delay.Ticks, now, Guid.NewGuid(), 0, Guid.Empty);
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
        var hidden = MessageFile.Parse(message.Receipt)?.HiddenUntil(folder.Time.GetUtcNow() + visibilityTimeout);
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
            var first = Files().Min(StringComparer.Ordinal);
            return Task.FromResult(first is not null && MessageFile.Parse(first) is { } file && file.VisibleAt <= folder.Time.GetUtcNow().UtcTicks
                ? new DateTimeOffset(file.EnqueuedAt, TimeSpan.Zero)
                : (DateTimeOffset?)null);
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
        lock (gate)
        {
            var now = folder.Time.GetUtcNow();
            TakeSeen(received, maxMessages, now, visibilityTimeout);
            if (received.Count < maxMessages)
            {
                // Messages of earlier runs, and of other processes.
                seen.Clear();
                seen.UnionWith(Files());
                TakeSeen(received, maxMessages, now, visibilityTimeout);
            }
        }

        return received;
    }

    private void TakeSeen(List<WorkMessage> received, int maxMessages, DateTimeOffset now, TimeSpan visibilityTimeout)
    {
        while (received.Count < maxMessages && seen.Min is { } first && MessageFile.Parse(first) is { } file && file.VisibleAt <= now.UtcTicks)
        {
            seen.Remove(first);
            var taken = file.HiddenUntil(now + visibilityTimeout) with { Deliveries = file.Deliveries + 1 };
            if (TryMove(PathOf(first), PathOf(taken.Name)))
            {
                seen.Add(taken.Name);
                received.Add(taken.ToMessage(File.ReadAllText(PathOf(taken.Name))));
            }
        }
    }

    private IEnumerable<string> Files() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Where(file => MessageFile.Parse(file) is not null)
        : [];

    private string PathOf(string file) => Path.Combine(directory, file);

    /// <summary>The time, but never the same twice: the order of messages is that of their times.</summary>
    private long NextTick()
    {
        lock (gate)
        {
            return lastEnqueued = Math.Max(folder.Time.GetUtcNow().UtcTicks, lastEnqueued + 1);
        }
    }
}
