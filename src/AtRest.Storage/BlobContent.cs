namespace AtRest.Storage;

/// <summary>A blob opened for reading.</summary>
public sealed class BlobContent(BlobInfo info, Stream content) : IAsyncDisposable
{
    public BlobInfo Info { get; } = info;

    /// <summary>The bytes of exactly the version of <see cref="Info"/>, forwards only.</summary>
    public Stream Content { get; } = content;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
