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
    /// <summary>What is decided about the request.</summary>
    public required AccessOutcome Outcome { get; init; }

    /// <summary>
    /// Whether the request is allowed whatever the unknown keys are. It is also true for <see cref="AccessOutcome.Conditional"/> if the unknown keys decide
    /// only whether the access is direct or through the account.
    /// </summary>
    public required bool IsSureAccess { get; init; }

    /// <summary>An entry for each statement, in the policy's order.</summary>
    public ImmutableArray<StatementMatch> Statements { get; init; } = [];

    /// <summary>An entry for each grant, in the order given.</summary>
    public ImmutableArray<GrantMatch> Grants { get; init; } = [];
}

/// <summary>Whether a statement applies to the request, and why or why not.</summary>
public sealed record StatementMatch
{
    /// <summary>From 0, in the policy's order.</summary>
    public required int Index { get; init; }

    /// <summary>The statement's <c>Sid</c>; null if it has none.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether the statement allows or denies.</summary>
    public required StatementEffect Effect { get; init; }

    /// <summary>Whether the statement applies; unknown if it depends on unknown keys, or on what AWS does not document.</summary>
    public required Ternary Matches { get; init; }

    /// <summary>A short sentence: the element or condition that decided.</summary>
    public required string Because { get; init; }
}

/// <summary>Whether a grant applies to the request.</summary>
public sealed record GrantMatch
{
    /// <summary>From 0, in the order given.</summary>
    public required int Index { get; init; }

    /// <summary>The grant's id; null if it was not given.</summary>
    public string? GrantId { get; init; }

    /// <summary>Whether the grant allows the request; unknown if it depends on unknown keys.</summary>
    public required Ternary Matches { get; init; }

    /// <summary>A short sentence: the principal, operation or constraint that decided.</summary>
    public required string Because { get; init; }
}

/// <summary>The effect of a statement.</summary>
public enum StatementEffect : byte
{
    /// <summary>The statement gives access.</summary>
    Allow,

    /// <summary>The statement takes access away, whatever allows it.</summary>
    Deny,
}
