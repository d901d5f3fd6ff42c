using System.Collections.Immutable;

namespace AtRest.Core.Policies.Fixing;

/// <summary>What became of a policy that was to be mended.</summary>
public sealed record PolicyFixResult
{
    public required PolicyFixOutcome Outcome { get; init; }

    /// <summary>The mended policy; otherwise the policy as it was, character by character.</summary>
    public required string Text { get; init; }

    /// <summary>What was changed, a sentence each, in the order in which it was done.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>Why it cannot be mended: what would still be wrong, a sentence each.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];
}

/// <summary>How it ended.</summary>
public enum PolicyFixOutcome
{
    /// <summary>KPOL-1 to KPOL-6 pass already; nothing was changed.</summary>
    AlreadyRight,

    /// <summary>The changed policy was judged again, and passes.</summary>
    Fixed,

    /// <summary>No change that AtRest may make would do; nothing was changed.</summary>
    CannotMend,
}
