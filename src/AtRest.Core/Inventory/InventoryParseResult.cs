using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>What became of an inventory's text.</summary>
public sealed record InventoryParseResult
{
    /// <summary>Null if there is any error.</summary>
    public InventoryDocument? Document { get; init; }

    /// <summary>Every error, in the text's order.</summary>
    public ImmutableArray<InventoryError> Errors { get; init; } = [];

    /// <summary>What is allowed but was probably not meant, such as a region that Camunda does not document; in the text's order.</summary>
    public ImmutableArray<InventoryError> Warnings { get; init; } = [];
}
