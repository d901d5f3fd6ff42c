using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AtRest.Storage.Azure;

/// <summary>Pages of a container.</summary>
internal static class AzureListing
{
    public static Task<BlobPage> ReadAsync(BlobContainerClient container, BlobListing listing, CancellationToken cancellationToken)
    {
        var prefix = BlobName.CheckedPrefix(listing.Prefix);
        ListingLimit.Check(listing);
        return AzureFault.RunAsync(() => FirstPageAsync(container, prefix, listing, cancellationToken), cancellationToken);
    }

    private static async Task<BlobPage> FirstPageAsync(BlobContainerClient container, string prefix, BlobListing listing, CancellationToken cancellationToken)
    {
        try
        {
            var pages = container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).AsPages(listing.Continuation, listing.Limit);
            await foreach (var page in pages)
            {
                // Azure may return an empty page with a continuation.
                var continuation = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken;
                if (page.Values.Count > 0 || continuation is null)
                {
                    return new BlobPage { Blobs = [.. page.Values.Select(Info)], ReadAt = TimeOf(page.GetRawResponse()), Continuation = continuation };
                }
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "ContainerNotFound")
        {
            // The container is created by the first write, so there is nothing yet.
            return new BlobPage { Blobs = [], ReadAt = TimeOf(exception.GetRawResponse()) };
        }
        catch (RequestFailedException exception) when (exception.Status == 400 && listing.Continuation is not null)
        {
            throw ListingLimit.ForeignContinuation(listing, exception);
        }

        throw new StorageException("Azure Storage returned a listing without a page.") { IsTransient = true };
    }

    /// <summary>The service's own clock: https://learn.microsoft.com/rest/api/storageservices/list-blobs#response-headers</summary>
    private static DateTimeOffset TimeOf(Response? response) =>
        response?.Headers.Date ?? throw new StorageException("Azure Storage responded without the header Date, so the age of a blob is not known.") { IsTransient = true };

    private static BlobInfo Info(BlobItem blob) => new()
    {
        Name = blob.Name,
        ETag = blob.Properties.ETag!.Value.ToText(),
        ContentType = blob.Properties.ContentType,
        Length = blob.Properties.ContentLength ?? 0,
        LastModified = blob.Properties.LastModified!.Value,
    };
}
