using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>The process is dead: nothing that it does has an effect any more.</summary>
internal sealed class DeadException() : Exception("This process was killed.");

/// <summary>Kills a process right after its n-th write, as SIGKILL would: the write is done, but its caller never learns it.</summary>
internal sealed class Killer(int write)
{
    private static readonly Regex Ids = new("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|[0-9]+", RegexOptions.CultureInvariant);
    private readonly ConcurrentQueue<string> kinds = [];
    private int writes;

    public bool HasStruck => Volatile.Read(ref writes) >= write;

    /// <summary>What was written, without the IDs in it.</summary>
    public IReadOnlyCollection<string> Kinds => kinds;

    public void Check()
    {
        if (HasStruck)
        {
            throw new DeadException();
        }
    }

    public async Task<T> WriteAsync<T>(string kind, Func<Task<T>> perform)
    {
        Check();
        var result = await perform();
        kinds.Enqueue(Ids.Replace(kind, "*"));
        if (Interlocked.Increment(ref writes) >= write)
        {
            throw new DeadException();
        }

        return result;
    }
}

/// <summary>The blobs of a process that is going to be killed.</summary>
internal sealed class DyingBlobs(IBlobStore inner, Killer killer) : IBlobStore
{
    public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        killer.Check();
        return inner.ReadAsync(name, cancellationToken);
    }

    public Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken) => killer.WriteAsync($"write {name}", () => inner.WriteAsync(name, content, write, cancellationToken));

    public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken) => killer.WriteAsync($"delete {name}", () => inner.DeleteAsync(name, etag, cancellationToken));

    public Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken)
    {
        killer.Check();
        return inner.ListAsync(listing, cancellationToken);
    }

    public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken) => inner.CreateReadLinkAsync(name, link, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}

/// <summary>The queues of a process that is going to be killed.</summary>
internal sealed class DyingQueues(IWorkQueues inner, Killer killer) : IWorkQueues
{
    public IWorkQueue Open(string name) => new DyingQueue(inner.Open(name), killer);

    private sealed class DyingQueue(IWorkQueue inner, Killer killer) : IWorkQueue
    {
        public string Name => inner.Name;

        public Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken) => killer.WriteAsync("enqueue", async () =>
        {
            await inner.EnqueueAsync(text, delay, cancellationToken);
            return true;
        });

        public Task EnsureExistsAsync(CancellationToken cancellationToken)
        {
            killer.Check();
            return inner.EnsureExistsAsync(cancellationToken);
        }

        public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken)
        {
            killer.Check();
            return inner.ReceiveAsync(options, cancellationToken);
        }

        public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => killer.WriteAsync("complete", () => inner.CompleteAsync(message, cancellationToken));

        public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) => killer.WriteAsync("renew", () => inner.RenewAsync(message, visibilityTimeout, cancellationToken));

        public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) => killer.WriteAsync("abandon", () => inner.AbandonAsync(message, delay, cancellationToken));

        public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken)
        {
            killer.Check();
            return inner.NextEnqueuedAtAsync(cancellationToken);
        }

        public Task<int> CountAsync(CancellationToken cancellationToken)
        {
            killer.Check();
            return inner.CountAsync(cancellationToken);
        }
    }
}
