using AtRest.Core.Inventory;

namespace AtRest.Hosting.Inventories;

/// <summary>The current inventory: the file or blob of <c>AtRest:Inventory</c>. Read on first use, and again when it has changed.</summary>
internal interface IInventorySource
{
    /// <exception cref="InventoryException">The inventory cannot be read, or is not valid. An earlier valid one is not used instead.</exception>
    Task<InventoryDocument> ReadAsync(CancellationToken cancellationToken);
}
