using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Who can use a key: every principal that its policy or a grant allows, with its actions and conditions.</summary>
public sealed record AccessTable
{
    /// <summary>The key.</summary>
    public required KmsKeyArn Key { get; init; }

    /// <summary>Whether callers get in that no fixed value of a condition restricts. KPOL-2 fails then.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>False if the grants were not given: then the table may be incomplete.</summary>
    public required bool HasGrants { get; init; }

    /// <summary>Outsiders first; then those of the owner's account.</summary>
    public required ImmutableArray<AccessRow> Rows { get; init; }

    /// <summary>The statements that deny something, in the policy's order. A principal that they leave nothing has no row.</summary>
    public required ImmutableArray<PolicyStatement> Denials { get; init; }
}
