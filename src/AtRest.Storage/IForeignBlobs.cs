namespace AtRest.Storage;

/// <summary>Reads blobs of Azure Storage by their addresses, wherever they are: with the storage's own account, or else with the identity that the process has.</summary>
public interface IForeignBlobs
{
    /// <summary>Whether a blob is there, and its content if it is another version than the known one.</summary>
    /// <param name="blob">Such as <c>https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH</c>.</param>
    /// <param name="knownETag">The version that the caller has; null: none.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="StorageException">It could not be asked for.</exception>
    Task<ForeignBlob> ReadAsync(Uri blob, string? knownETag, CancellationToken cancellationToken);
}

/// <summary>What became of reading a blob by its address.</summary>
public sealed record ForeignBlob : IAsyncDisposable
{
    private ForeignBlob()
    {
    }

    /// <summary>There is none.</summary>
    public static ForeignBlob NotFound { get; } = new();

    /// <summary>It is the version that the caller has.</summary>
    public static ForeignBlob Unchanged { get; } = new() { IsUnchanged = true };

    public bool IsUnchanged { get; private init; }

    /// <summary>Null if it is not there, or unchanged.</summary>
    public BlobContent? Content { get; private init; }

    public static ForeignBlob Of(BlobContent content) => new() { Content = content };

    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}
