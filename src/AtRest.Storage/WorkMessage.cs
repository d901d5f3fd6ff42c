namespace AtRest.Storage;

/// <summary>A received message.</summary>
public sealed record WorkMessage
{
    /// <summary>The same for each delivery.</summary>
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>The number of this delivery: 1 for the first.</summary>
    public required int DequeueCount { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Proves that the receiver has the message; changes with each delivery and renewal.</summary>
    public required string Receipt { get; init; }
}
