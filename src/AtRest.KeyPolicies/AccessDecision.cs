using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>What the key policy and the grants decide.</summary>
public enum AccessOutcome
{
    /// <summary>A sure Allow, and no Deny that could match.</summary>
    Allow,

    /// <summary>The policy names the principal's whole account: that account's IAM policies decide.</summary>
    Delegated,

    /// <summary>It depends on something unknown.</summary>
    Conditional,

    /// <summary>A Deny matches.</summary>
    ExplicitDeny,

    /// <summary>Nothing allows it.</summary>
    ImplicitDeny,
}

/// <summary>The decision, and how every statement and grant contributed to it.</summary>
public sealed record AccessDecision
{
    public required AccessOutcome Outcome { get; init; }

    /// <summary>
    /// Whether the request is let in whatever the unknown keys are. It can be true for <see cref="AccessOutcome.Conditional"/>: where only it depends on
    /// them whether the access is direct or through the account.
    /// </summary>
    public required bool IsSureAccess { get; init; }

    public ImmutableArray<StatementMatch> Statements { get; init; } = [];

    public ImmutableArray<GrantMatch> Grants { get; init; } = [];
}

/// <summary>Whether a statement applies to the request, and why or why not.</summary>
public sealed record StatementMatch
{
    /// <summary>From 0, in the policy's order.</summary>
    public required int Index { get; init; }

    public string? Sid { get; init; }

    public required StatementEffect Effect { get; init; }

    public required Ternary Matches { get; init; }

    /// <summary>A short sentence: the element or condition that decided.</summary>
    public required string Because { get; init; }
}

/// <summary>Whether a grant applies to the request.</summary>
public sealed record GrantMatch
{
    /// <summary>From 0, in the order given.</summary>
    public required int Index { get; init; }

    public string? GrantId { get; init; }

    public required Ternary Matches { get; init; }

    public required string Because { get; init; }
}

/// <summary>The effect of a statement.</summary>
public enum StatementEffect : byte
{
    Allow,
    Deny,
}
