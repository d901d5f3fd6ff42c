namespace AtRest.FakeClouds.Hosting;

/// <summary>Who asks, and in which region.</summary>
internal sealed record Caller
{
    public required string AccountId { get; init; }

    public required string Arn { get; init; }

    public required string UserId { get; init; }

    public required string Region { get; init; }

    /// <summary>Null for base credentials.</summary>
    public Session? Session { get; init; }
}
