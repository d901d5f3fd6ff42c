using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Lists who can use a key: every principal that its policy or a grant allows, with actions and conditions.</summary>
public sealed record AccessTable
{
    /// <summary>The key.</summary>
    public required KmsKeyArn Key { get; init; }

    /// <summary>Whether the policy allows callers that no fixed value of a condition restricts. If so, KPOL-2 fails.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>False if the grants are unknown. The table can then be incomplete.</summary>
    public required bool HasGrants { get; init; }

    /// <summary>The rows: principals of other accounts first, then those of the owner's account.</summary>
    public required ImmutableArray<AccessRow> Rows { get; init; }

    /// <summary>The Deny statements, in the order of the policy. A principal to which they deny everything has no row.</summary>
    public required ImmutableArray<PolicyStatement> Denials { get; init; }
}
