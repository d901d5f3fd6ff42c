using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>What is declared: the organizations, their clusters, and the encryption that each cluster is meant to have.</summary>
public sealed record InventoryDocument
{
    public required ImmutableArray<Organization> Organizations { get; init; }
}
