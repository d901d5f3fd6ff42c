using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>Somebody with access.</summary>
public sealed record AccessRow
{
    public required AccessKind Kind { get; init; }

    /// <summary>As the policy or the grant names it; an account by its id; everybody is <c>*</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The 12 digits; null for everybody, services and identity providers.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Whether it is of another account than the key's owner; for a service, whether it may act for another. The cluster's role is one, too.
    /// </summary>
    public required bool IsForeign { get; init; }

    public required ImmutableArray<AccessRight> Rights { get; init; }
}
