using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>The result of fixing a policy.</summary>
public sealed record PolicyFixResult
{
    /// <summary>Whether the policy was fixed.</summary>
    public required PolicyFixOutcome Outcome { get; init; }

    /// <summary>The fixed policy. If it was not fixed, the unchanged policy.</summary>
    public required string Text { get; init; }

    /// <summary>A sentence for each change, in the order in which the changes were made.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>The reasons why the policy cannot be fixed, one sentence each. Requirements that are still not met are in <see cref="Unmet"/> instead.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The requirements that AtRest cannot meet with a change. <see cref="Draft"/> is the best policy that it found.</summary>
    public ImmutableArray<PolicyRequirement> Unmet { get; init; } = [];

    /// <summary>The policy to which <see cref="Unmet"/> refers; null if <see cref="Unmet"/> is empty.</summary>
    public string? Draft { get; init; }
}

/// <summary>The outcomes of fixing a policy.</summary>
public enum PolicyFixOutcome
{
    /// <summary>The policy already meets every requirement. It is unchanged.</summary>
    AlreadyCompliant,

    /// <summary>AtRest changed the policy, and the analysis of the changed policy shows that it meets every requirement.</summary>
    Fixed,

    /// <summary>AtRest found no change with which the policy meets every requirement. It is unchanged.</summary>
    CannotFix,
}
