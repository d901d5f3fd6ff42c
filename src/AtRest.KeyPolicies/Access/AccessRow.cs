using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>A principal with access to the key, and its rights.</summary>
public sealed record AccessRow
{
    /// <summary>The kind of principal.</summary>
    public required AccessKind Kind { get; init; }

    /// <summary>The principal as the policy or grant names it. An account is its ID, and everyone is <c>*</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The 12-digit account ID; null for everyone, services and identity providers.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Whether the principal belongs to another account than the key or, for a service, can act for another account. Also true for the cluster's role.
    /// </summary>
    public required bool IsForeign { get; init; }

    /// <summary>One right for each statement or grant that gives access.</summary>
    public required ImmutableArray<AccessRight> Rights { get; init; }
}
