namespace AtRest.Core.Inventory;

/// <summary>An error in an inventory: the place, the fault, the allowed values, and a suggestion.</summary>
public sealed record InventoryError
{
    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 code units, as editors count.</summary>
    public required int Column { get; init; }

    /// <summary>A JSON path, such as <c>$.organizations[0].clusters[2].encryption.primaryKeyArn</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The fault, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The allowed values; null if the message is complete without them.</summary>
    public string? Allowed { get; init; }

    /// <summary>The most similar allowed value; null if none is similar.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The whole error on one line, for a terminal or a log.</summary>
    public override string ToString() =>
        $"line {Line}, column {Column}, {Path}: {Message}"
        + (Allowed is null ? "" : $" Allowed: {Allowed}.")
        + (Suggestion is null ? "" : $" Did you mean '{Suggestion}'?");
}
