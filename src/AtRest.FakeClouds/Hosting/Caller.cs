namespace AtRest.FakeClouds.Hosting;

/// <summary>The caller, and the region of the call.</summary>
internal sealed record Caller
{
    public required string AccountId { get; init; }

    public required string Arn { get; init; }

    public required string UserId { get; init; }

    public required string Region { get; init; }

    /// <summary>Whether the caller is a session of a role.</summary>
    public bool IsRoleSession { get; init; }

    /// <summary>What the caller is refused: <c>kms:GetKeyPolicy</c>, <c>s3:*</c>.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];
}
