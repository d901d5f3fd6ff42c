using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AtRest.Storage.Azure;

/// <summary>Reads blobs by their URLs.</summary>
/// <param name="own">The storage's own account; null if the storage is a folder.</param>
internal sealed class AzureForeignBlobs(AzureAccount? own) : IForeignBlobs
{
    private readonly Lazy<DefaultAzureCredential> identity = new(() => new DefaultAzureCredential());

    public Task<ForeignBlob> ReadAsync(Uri blob, string? knownETag, CancellationToken cancellationToken)
    {
        var client = Client(blob);
        var conditions = knownETag is null ? null : new BlobRequestConditions { IfNoneMatch = new ETag(ETags.Checked(knownETag)) };
        return AzureFault.RunAsync(
            async () =>
            {
                try
                {
                    var response = await client.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken);
                    if (response.GetRawResponse().Status == 304)
                    {
                        return ForeignBlob.Unchanged;
                    }

                    var details = response.Value.Details;
                    var info = new BlobInfo { Name = client.Name, ETag = details.ETag.ToText(), ContentType = details.ContentType, Length = details.ContentLength, LastModified = details.LastModified };
                    return ForeignBlob.Of(new BlobContent(info, new ContentStream(response.Value.Content, AzureFault.From)));
                }
                catch (RequestFailedException exception) when (exception.Status == 304)
                {
                    return ForeignBlob.Unchanged;
                }
                catch (RequestFailedException exception) when (exception.Status == 404 && exception.ErrorCode is "BlobNotFound" or "ContainerNotFound")
                {
                    return ForeignBlob.NotFound;
                }
            },
            cancellationToken);
    }

    private BlobClient Client(Uri blob)
    {
        var address = new BlobUriBuilder(blob);
        if (string.IsNullOrEmpty(address.BlobContainerName) || string.IsNullOrEmpty(address.BlobName))
        {
            throw new StorageException($"'{blob.GetLeftPart(UriPartial.Path)}' is not the URL of a blob: use https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH.");
        }

        // A blob of the own account, which may be used with a key.
        return own is not null && string.Equals(own.Blobs.Uri.Authority, blob.Authority, StringComparison.OrdinalIgnoreCase) && own.Blobs.AccountName == address.AccountName
            ? own.Blobs.GetBlobContainerClient(address.BlobContainerName).GetBlobClient(address.BlobName)
            : new BlobClient(new Uri(blob.GetLeftPart(UriPartial.Path)), identity.Value, AzureAccount.Configured());
    }
}
