namespace AtRest.Core.Inventory;

/// <summary>Something wrong in an inventory: where, what, what is allowed, and what was probably meant.</summary>
public sealed record InventoryError
{
    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 code units, as editors count.</summary>
    public required int Column { get; init; }

    /// <summary>A JSON path, such as <c>$.organizations[0].clusters[2].encryption.primaryKeyArn</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong: a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What may stand there instead; null where the message says it all.</summary>
    public string? Allowed { get; init; }

    /// <summary>The nearest allowed word; null if none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>All of it in one line, for a terminal or a log.</summary>
    public override string ToString() =>
        $"line {Line}, column {Column}, {Path}: {Message}"
        + (Allowed is null ? "" : $" Allowed: {Allowed}.")
        + (Suggestion is null ? "" : $" Did you mean '{Suggestion}'?");
}
