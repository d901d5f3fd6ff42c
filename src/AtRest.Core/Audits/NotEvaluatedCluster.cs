namespace AtRest.Core.Audits;

/// <summary>A cluster whose evidence was not collected, since its audit was given up: every rule is unknown for it.</summary>
public sealed record NotEvaluatedCluster
{
    /// <summary>A cluster of the organization; or one that was asked for and is not declared any more.</summary>
    public required string ClusterId { get; init; }

    /// <summary>A sentence or more for the customer: why.</summary>
    public required string Cause { get; init; }
}
