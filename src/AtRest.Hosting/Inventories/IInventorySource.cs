using AtRest.Core.Inventory;

namespace AtRest.Hosting.Inventories;

/// <summary>The inventory as it is now: the file or blob of <c>AtRest:Inventory</c>. Read when first asked for, and again when it has changed.</summary>
internal interface IInventorySource
{
    /// <exception cref="InventoryException">It cannot be read, or is not a right inventory. An earlier good one is not used in its place.</exception>
    Task<InventoryDocument> ReadAsync(CancellationToken cancellationToken);
}
