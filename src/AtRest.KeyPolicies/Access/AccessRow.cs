using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>A principal with access, and what it can do.</summary>
public sealed record AccessRow
{
    /// <summary>What the principal is.</summary>
    public required AccessKind Kind { get; init; }

    /// <summary>As the policy or the grant names it; an account by its id; everybody is <c>*</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The 12 digits; null for everybody, services and identity providers.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Whether it belongs to another account than the key's; for a service, whether it can act for another. True for the cluster's role too.
    /// </summary>
    public required bool IsForeign { get; init; }

    /// <summary>A right for each statement or grant that gives access.</summary>
    public required ImmutableArray<AccessRight> Rights { get; init; }
}
