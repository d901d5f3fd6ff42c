using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>The result of parsing an inventory.</summary>
public sealed record InventoryParseResult
{
    /// <summary>Null if there are errors.</summary>
    public InventoryDocument? Document { get; init; }

    /// <summary>All errors, in the order of the text.</summary>
    public ImmutableArray<InventoryError> Errors { get; init; } = [];

    /// <summary>Entries that are allowed but probably not intended, such as a region that Camunda does not document, in the order of the text.</summary>
    public ImmutableArray<InventoryError> Warnings { get; init; } = [];
}
