namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>What is kept of a change that could not be audited.</summary>
internal sealed record AbandonedKeyChange
{
    /// <summary>The message as it was.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset AbandonedAt { get; init; }

    /// <summary>What went wrong last, where that is known.</summary>
    public string? Cause { get; init; }
}
