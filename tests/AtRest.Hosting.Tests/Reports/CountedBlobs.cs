using AtRest.Storage;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>Counts what is listed.</summary>
internal sealed class CountedBlobs(IBlobStore inner) : IBlobStore
{
    private int listed;
    private int listings;

    /// <summary>The blobs on all pages.</summary>
    public int Listed => listed;

    public int Listings => listings;

    public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken) => inner.ReadAsync(name, cancellationToken);

    public Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken) => inner.WriteAsync(name, content, write, cancellationToken);

    public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken) => inner.DeleteAsync(name, etag, cancellationToken);

    public async Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken)
    {
        var page = await inner.ListAsync(listing, cancellationToken);
        Interlocked.Add(ref listed, page.Blobs.Length);
        Interlocked.Increment(ref listings);
        return page;
    }

    public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken) => inner.CreateReadLinkAsync(name, link, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}
