using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AtRest.Storage.Azure;

/// <summary>Blobs of one container.</summary>
internal sealed class AzureBlobStore(AzureAccount account) : IBlobStore
{
    private const string Check = "check";
    private readonly AzureLinks links = new(account);
    private readonly AzureWriter writer = new(account.Container);

    public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        return AzureFault.RunAsync(
            async () =>
            {
                try
                {
                    var download = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
                    return new BlobContent(Info(name, download.Details), new ContentStream(download.Content, AzureFault.From));
                }
                catch (RequestFailedException exception) when (IsAbsent(exception))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken) =>
        writer.WriteAsync(BlobOf(name), content, write, cancellationToken);

    public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        var conditions = etag is null ? null : new BlobRequestConditions { IfMatch = new ETag(ETags.Checked(etag)) };
        return AzureFault.RunAsync(
            async () =>
            {
                try
                {
                    await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken);
                    return BlobDeleteResult.Deleted;
                }
                catch (RequestFailedException exception) when (IsAbsent(exception))
                {
                    return BlobDeleteResult.NotFound;
                }
                catch (RequestFailedException exception) when (exception.Status == 412)
                {
                    return await AzureWriter.PropertiesAsync(blob, cancellationToken) is null ? BlobDeleteResult.NotFound : BlobDeleteResult.PreconditionFailed;
                }
            },
            cancellationToken);
    }

    public Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken) => AzureListing.ReadAsync(account.Container, listing, cancellationToken);

    public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken) => links.CreateAsync(BlobOf(name), link, cancellationToken);

    /// <summary>A write with a condition that never holds: the service checks the permission to write first, and no version of a blob is created.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await ListAsync(new BlobListing { Prefix = Check, Limit = 1 }, cancellationToken);
        await WriteAsync(Check, Stream.Null, new BlobWrite { Condition = WriteCondition.Replace("0x1") }, cancellationToken);
    }

    private static bool IsAbsent(RequestFailedException exception) => exception.Status == 404 && exception.ErrorCode is "BlobNotFound" or "ContainerNotFound";

    private static BlobInfo Info(string name, BlobDownloadDetails details) => new()
    {
        Name = name,
        ETag = details.ETag.ToText(),
        ContentType = details.ContentType,
        Length = details.ContentLength,
        LastModified = details.LastModified,
    };

    private BlobClient BlobOf(string name) => account.Container.GetBlobClient(BlobName.Checked(name));
}
