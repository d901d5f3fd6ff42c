using System.Collections.Concurrent;
using AtRest.Storage;

namespace AtRest.Hosting.Keys;

/// <summary>
/// Reads and changes the blobs with the keys of organizations and operators. To check a key, a blob is read again after <see cref="Fresh"/>, so that a revoked key is refused by every worker within this
/// time. In an outage of the storage, what was read last is used for <see cref="LongestStale"/>: nobody is locked out by a short one, and a revoked key does not work for longer.
/// </summary>
internal sealed class KeyDocuments(IBlobStore blobs, TimeProvider time)
{
    /// <summary>How long a worker uses what it has read.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker uses what it has read while the storage cannot be reached.</summary>
    public static readonly TimeSpan LongestStale = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>The keys of an owner, at most <see cref="Fresh"/> old.</summary>
    /// <exception cref="StorageException">The storage cannot be reached, and the last reading is too old; or the blob is damaged.</exception>
    public async Task<KeyDocument> RecentAsync(KeyOwner owner, CancellationToken cancellationToken)
    {
        var last = known.GetValueOrDefault(owner.Blob);
        if (last is not null && time.GetElapsedTime(last.ReadAt) < Fresh)
        {
            return last.Document;
        }

        try
        {
            return await ReadAsync(owner, cancellationToken);
        }
        catch (StorageException exception) when (!exception.IsDamage && last is not null && time.GetElapsedTime(last.ReadAt) < LongestStale)
        {
            return last.Document;
        }
    }

    /// <summary>The keys of an owner now.</summary>
    public async Task<KeyDocument> ReadAsync(KeyOwner owner, CancellationToken cancellationToken)
    {
        // The time before the reading: the content may be as old.
        var began = time.GetTimestamp();
        var document = await blobs.ReadJsonAsync<KeyDocument>(owner.Blob, cancellationToken) ?? new KeyDocument();
        Remember(owner, document, began);
        return document;
    }

    /// <summary>Changes the keys of an owner. The function may run several times, if others change them too.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="change">The changed document, or null to leave it; and what to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> ChangeAsync<T>(KeyOwner owner, Func<KeyDocument, (KeyDocument? Next, T Result)> change, CancellationToken cancellationToken)
    {
        // The time before the change: what is written can be as old.
        var began = time.GetTimestamp();
        var (written, result) = await blobs.ChangeJsonAsync(owner.Blob, new KeyDocument(), change, cancellationToken);
        if (written is not null)
        {
            Remember(owner, written, began);
        }

        return result;
    }

    /// <summary>A slow reading does not replace a newer one.</summary>
    private void Remember(KeyOwner owner, KeyDocument document, long began) =>
        known.AddOrUpdate(owner.Blob, new Known(document, began), (_, last) => last.ReadAt > began ? last : new Known(document, began));

    private sealed record Known(KeyDocument Document, long ReadAt);
}
