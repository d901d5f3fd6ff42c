namespace AtRest.Storage;

/// <summary>A message in the hands of whoever received it.</summary>
public sealed record WorkMessage
{
    /// <summary>The same at every delivery.</summary>
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>Which delivery this is: 1 for the first.</summary>
    public required int DequeueCount { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Proves that the message is the receiver's; another one at every delivery and renewal.</summary>
    public required string Receipt { get; init; }
}
