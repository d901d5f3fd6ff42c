namespace AtRest.Storage;

/// <summary>
/// Named contents of any size. A write is whole or not there, whatever is killed in between, and whoever reads sees one version from its first byte to its last.
/// Names follow <see cref="BlobName"/>. Faults of the storage itself are <see cref="StorageException"/>s; what another writer was quicker to do is an outcome.
/// </summary>
public interface IBlobStore
{
    /// <summary>The blob, opened for reading and to be disposed of; or null if there is none of this name.</summary>
    Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a blob if the condition holds. The content is read once, as a stream, from where it stands; it may be of any length and need not be seekable.
    /// A caller whose write got lost on its way back may find its own blob already there: the store recognizes that and answers written.
    /// </summary>
    Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; with an ETag only that version of it.</summary>
    Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken);

    /// <summary>A page of the blobs whose names begin with a prefix, in the order of their names' UTF-8 bytes.</summary>
    /// <exception cref="ArgumentException">The prefix could not begin any name, the limit is out of range, or the continuation is not one of this store's.</exception>
    Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken);

    /// <summary>
    /// A link by which anybody can read this one blob for a short while, or null if this store has no such links (a folder has none, nor has a connection
    /// without the account's key). Whether the blob exists is not looked at.
    /// </summary>
    Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken);

    /// <summary>Sees whether blobs can be listed and written at this moment, and leaves nothing behind.</summary>
    /// <exception cref="StorageException">They cannot.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
