using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>What became of a policy that was to be fixed.</summary>
public sealed record PolicyFixResult
{
    public required PolicyFixOutcome Outcome { get; init; }

    /// <summary>The fixed policy; otherwise the policy as it was, character by character.</summary>
    public required string Text { get; init; }

    /// <summary>What was changed, a sentence each, in the order in which it was done.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>Why it cannot be fixed, a sentence each, where the reason is not a requirement that is still not met.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What no change that AtRest may make would meet, and the best policy that it came to: <see cref="Draft"/>.</summary>
    public ImmutableArray<PolicyRequirement> Unmet { get; init; } = [];

    /// <summary>The policy that <see cref="Unmet"/> is about; null if nothing is unmet.</summary>
    public string? Draft { get; init; }
}

/// <summary>How it ended.</summary>
public enum PolicyFixOutcome
{
    /// <summary>Every requirement is met already; nothing was changed.</summary>
    AlreadyRight,

    /// <summary>The changed policy was analysed again, and meets every requirement.</summary>
    Fixed,

    /// <summary>No change that AtRest may make would do; nothing was changed.</summary>
    CannotFix,
}
