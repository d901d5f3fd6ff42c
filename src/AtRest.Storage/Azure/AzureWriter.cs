using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AtRest.Storage.Azure;

/// <summary>Conditional writes. Large contents are uploaded in blocks, few of which are in memory; the condition is checked when the blocks become a blob.</summary>
internal sealed class AzureWriter(BlobContainerClient container)
{
    private const string WriteIdKey = "atrestwrite";
    private readonly Creation creation = new(token => container.CreateIfNotExistsAsync(cancellationToken: token));

    public Task<BlobWriteResult> WriteAsync(BlobClient blob, Stream content, BlobWrite write, CancellationToken cancellationToken)
    {
        var start = content.CanSeek ? content.Position : 0;
        return AzureFault.RunAsync(
            async () =>
            {
                await creation.EnsureAsync(cancellationToken);
                try
                {
                    return await UploadAsync(blob, content, write, cancellationToken);
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == "ContainerNotFound")
                {
                    creation.Forget();
                    if (!content.CanSeek)
                    {
                        throw;
                    }
                }

                // The container was deleted since it was first used.
                content.Position = start;
                await creation.EnsureAsync(cancellationToken);
                return await UploadAsync(blob, content, write, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Null if the blob does not exist.</summary>
    public static async Task<BlobProperties?> PropertiesAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private static async Task<BlobWriteResult> UploadAsync(BlobClient blob, Stream content, BlobWrite write, CancellationToken cancellationToken)
    {
        var writeId = Guid.NewGuid().ToString("N");
        try
        {
            var uploaded = await blob.UploadAsync(content, Options(write, writeId), cancellationToken);
            return BlobWriteResult.Written(uploaded.Value.ETag.ToText());
        }
        catch (RequestFailedException exception) when (exception.Status == 412 || exception.ErrorCode == "BlobAlreadyExists")
        {
            // If the answer to a successful write was lost, the SDK's retry finds the blob that the first try wrote: that is a success.
            var there = await PropertiesAsync(blob, cancellationToken);
            return there is not null && there.Metadata.TryGetValue(WriteIdKey, out var id) && id == writeId
                ? BlobWriteResult.Written(there.ETag.ToText())
                : BlobWriteResult.PreconditionFailed;
        }
    }

    private static BlobUploadOptions Options(BlobWrite write, string writeId) => new()
    {
        HttpHeaders = new BlobHttpHeaders { ContentType = write.ContentType },
        Metadata = new Dictionary<string, string> { [WriteIdKey] = writeId },
        Conditions = write.Condition switch
        {
            { MustBeNew: true } => new BlobRequestConditions { IfNoneMatch = ETag.All },
            { ETag: { } etag } => new BlobRequestConditions { IfMatch = new ETag(etag) },
            _ => null,
        },
        TransferOptions = new StorageTransferOptions { InitialTransferSize = 4 << 20, MaximumTransferSize = 4 << 20, MaximumConcurrency = 2 },
    };
}
