using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Who can use a key: everybody whom its policy or a grant lets in, with what, and on what conditions.</summary>
public sealed record AccessTable
{
    public required KmsKeyArn Key { get; init; }

    /// <summary>Whether anybody in the world gets in, whom no condition pins. KPOL-2 fails then.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>False if the grants were not given: then somebody may have access who is not here.</summary>
    public required bool HasGrants { get; init; }

    /// <summary>Outsiders first; then those of the owner's account.</summary>
    public required ImmutableArray<AccessRow> Rows { get; init; }

    /// <summary>The statements that deny something, in the policy's order. Those that leave nothing to somebody have already taken him off the rows.</summary>
    public required ImmutableArray<PolicyStatement> Denials { get; init; }
}
