using AtRest.Storage;

namespace AtRest.Hosting.Inventories;

/// <summary>An inventory in a blob of Azure Storage.</summary>
internal sealed class InventoryBlob(Uri address, IForeignBlobs blobs) : IInventoryOrigin
{
    // Without the query: it may contain a secret.
    public string Name { get; } = address.GetLeftPart(UriPartial.Path);

    public TimeSpan Freshness => TimeSpan.FromSeconds(3);

    public async Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await blobs.ReadAsync(address, knownVersion, cancellationToken);
            return blob switch
            {
                { IsUnchanged: true } => null,
                { Content: { } content } => new InventoryText(content.Info.ETag, content.Content),
                _ => throw new InventoryException($"There is no inventory at {Name}. Upload it there, or correct AtRest:Inventory."),
            };
        }
        catch (StorageException exception)
        {
            throw new InventoryException($"The inventory {Name} cannot be read: {exception.Message}", exception);
        }
    }
}
