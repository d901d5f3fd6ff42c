using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>The declared organizations, their clusters, and the expected encryption of each cluster.</summary>
public sealed record InventoryDocument
{
    public required ImmutableArray<Organization> Organizations { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the bytes of the inventory; null if it was not read from a text.</summary>
    public string? Sha256 { get; init; }
}
