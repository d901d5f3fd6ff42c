namespace AtRest.Storage;

/// <summary>Reads blobs of Azure Storage by their URLs: with the storage's own account if it is there, otherwise with the identity of the process.</summary>
public interface IForeignBlobs
{
    /// <summary>Whether a blob exists, and its content if it is another version than the known one.</summary>
    /// <param name="blob">Such as <c>https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH</c>.</param>
    /// <param name="knownETag">The version that the caller has; null if none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StorageException">The blob could not be read.</exception>
    Task<ForeignBlob> ReadAsync(Uri blob, string? knownETag, CancellationToken cancellationToken);
}

/// <summary>The result of reading a blob by its URL.</summary>
public sealed record ForeignBlob : IAsyncDisposable
{
    private ForeignBlob()
    {
    }

    /// <summary>The blob does not exist.</summary>
    public static ForeignBlob NotFound { get; } = new();

    /// <summary>The blob is the version that the caller has.</summary>
    public static ForeignBlob Unchanged { get; } = new() { IsUnchanged = true };

    public bool IsUnchanged { get; private init; }

    /// <summary>Null if the blob does not exist or is unchanged.</summary>
    public BlobContent? Content { get; private init; }

    public static ForeignBlob Of(BlobContent content) => new() { Content = content };

    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}
