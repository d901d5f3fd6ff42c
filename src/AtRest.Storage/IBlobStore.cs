namespace AtRest.Storage;

/// <summary>
/// Named contents of any size. A write is complete or does not exist, even after a kill, and a reader sees one version from its first byte to its last.
/// Names follow <see cref="BlobName"/>. Errors of the storage itself are <see cref="StorageException"/>s; a conflict with another writer is a result.
/// </summary>
public interface IBlobStore
{
    /// <summary>The blob, opened for reading (the caller disposes it); null if it does not exist.</summary>
    Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a blob if the condition holds. The content is read once, as a stream, from its current position; it may have any length and need not be seekable.
    /// If the answer to a write was lost, a retry may find the blob that it wrote: the store recognizes that and reports success.
    /// </summary>
    Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; with an ETag only that version of it.</summary>
    Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a blob so that people can restore it for a while. In Azure, the account's soft delete does that, so this is the same as <see cref="DeleteAsync"/>; a folder moves the
    /// file to its trash.
    /// </summary>
    Task<BlobDeleteResult> RetireAsync(string name, CancellationToken cancellationToken) => DeleteAsync(name, etag: null, cancellationToken);

    /// <summary>Deletes for good what was retired on days before a time. In Azure, the account's soft delete does that.</summary>
    Task EmptyTrashAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A page of the blobs whose names begin with a prefix, in the order of their names' UTF-8 bytes.</summary>
    /// <exception cref="ArgumentException">The prefix cannot begin a name, the limit is out of range, or the continuation does not come from this store.</exception>
    Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken);

    /// <summary>
    /// A link that lets everyone read this one blob for a short time, or null if this store has no links (a folder has none, nor has a connection
    /// without the account's key). It does not check that the blob exists.
    /// </summary>
    Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken);

    /// <summary>Checks that blobs can be listed and written now, and leaves nothing behind.</summary>
    /// <exception cref="StorageException">They cannot be.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
