using AtRest.Storage;

namespace AtRest.Hosting.Inventories;

/// <summary>An inventory in AtRest's storage, beside the reports: <c>blob:NAME</c>.</summary>
internal sealed class OwnInventoryBlob(string name, IBlobStore blobs) : IInventoryOrigin
{
    public const string Scheme = "blob:";

    public string Name => Scheme + name;

    public TimeSpan Freshness => TimeSpan.FromSeconds(3);

    public async Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken)
    {
        try
        {
            var page = await blobs.ListAsync(new BlobListing { Prefix = name, Limit = 1 }, cancellationToken);
            if (knownVersion is not null && page.Blobs.FirstOrDefault(blob => blob.Name == name)?.ETag == knownVersion)
            {
                return null;
            }

            return await blobs.ReadAsync(name, cancellationToken) is { } content
                ? new InventoryText(content.Info.ETag, content.Content)
                : throw new InventoryException($"There is no inventory '{name}' in AtRest's storage. Upload it there, or correct AtRest:Inventory.");
        }
        catch (Exception exception) when (exception is StorageException or ArgumentException)
        {
            throw new InventoryException($"The inventory '{name}' in AtRest's storage cannot be read: {exception.Message}", exception);
        }
    }
}
