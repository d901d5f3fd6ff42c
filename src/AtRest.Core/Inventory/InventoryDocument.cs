using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>What is declared: the organizations, their clusters, and the encryption that each cluster is meant to have.</summary>
public sealed record InventoryDocument
{
    public required ImmutableArray<Organization> Organizations { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the inventory's bytes as they were read; null for one that was not read from a text.</summary>
    public string? Sha256 { get; init; }
}
