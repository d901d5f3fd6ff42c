using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>The result of fixing a policy.</summary>
public sealed record PolicyFixResult
{
    /// <summary>Whether the policy was fixed.</summary>
    public required PolicyFixOutcome Outcome { get; init; }

    /// <summary>The fixed policy; or, if it was not fixed, the policy as it was, character by character.</summary>
    public required string Text { get; init; }

    /// <summary>What was changed, a sentence each, in the order in which it was done.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>Why it cannot be fixed, a sentence each, where the reason is not a requirement that is still not met.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The requirements that no change of AtRest can meet; <see cref="Draft"/> is the best policy that it found.</summary>
    public ImmutableArray<PolicyRequirement> Unmet { get; init; } = [];

    /// <summary>The policy that <see cref="Unmet"/> is about; null if nothing is unmet.</summary>
    public string? Draft { get; init; }
}

/// <summary>Whether a policy was fixed.</summary>
public enum PolicyFixOutcome
{
    /// <summary>Every requirement is met already; nothing was changed.</summary>
    AlreadyRight,

    /// <summary>The changed policy was analysed again, and meets every requirement.</summary>
    Fixed,

    /// <summary>AtRest found no change that meets every requirement; nothing was changed.</summary>
    CannotFix,
}
