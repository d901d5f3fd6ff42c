namespace AtRest.Core.Audits;

/// <summary>A cluster whose evidence was not collected because its audit was given up: every rule is unknown for it.</summary>
public sealed record NotEvaluatedCluster
{
    /// <summary>A cluster of the organization, or a requested one that is no longer declared.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The reason, for the customer.</summary>
    public required string Cause { get; init; }
}
