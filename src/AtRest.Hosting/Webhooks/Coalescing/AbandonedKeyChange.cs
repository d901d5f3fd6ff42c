namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>A stored change that could not be audited.</summary>
internal sealed record AbandonedKeyChange
{
    /// <summary>The original message.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset AbandonedAt { get; init; }

    /// <summary>The last error, if it is known.</summary>
    public string? Cause { get; init; }
}
