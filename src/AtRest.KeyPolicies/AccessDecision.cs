using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>What the key policy and the grants decide.</summary>
public enum AccessOutcome
{
    /// <summary>An Allow certainly matches, and no Deny can match.</summary>
    Allow,

    /// <summary>The policy allows the principal's whole account, so the IAM policies of that account decide.</summary>
    Delegated,

    /// <summary>The decision depends on something unknown.</summary>
    Conditional,

    /// <summary>A Deny matches.</summary>
    ExplicitDeny,

    /// <summary>No statement and no grant allows the request.</summary>
    ImplicitDeny,
}

/// <summary>The decision, and how every statement and grant contributed to it.</summary>
public sealed record AccessDecision
{
    /// <summary>The outcome for the request.</summary>
    public required AccessOutcome Outcome { get; init; }

    /// <summary>
    /// Whether the request is allowed for every value of the unknown keys. Also true for <see cref="AccessOutcome.Conditional"/> if the unknown keys decide
    /// only whether the access is direct or through the account.
    /// </summary>
    public required bool IsSureAccess { get; init; }

    /// <summary>One entry for each statement, in the order of the policy.</summary>
    public ImmutableArray<StatementMatch> Statements { get; init; } = [];

    /// <summary>One entry for each grant, in the given order.</summary>
    public ImmutableArray<GrantMatch> Grants { get; init; } = [];
}

/// <summary>Whether a statement applies to the request, and why or why not.</summary>
public sealed record StatementMatch
{
    /// <summary>The zero-based index of the statement in the policy.</summary>
    public required int Index { get; init; }

    /// <summary>The statement's <c>Sid</c>; null if it has none.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether the statement allows or denies.</summary>
    public required StatementEffect Effect { get; init; }

    /// <summary>Whether the statement applies. Unknown if that depends on unknown keys or on behavior that AWS does not document.</summary>
    public required Ternary Matches { get; init; }

    /// <summary>A short sentence that names the deciding element or condition.</summary>
    public required string Because { get; init; }
}

/// <summary>Whether a grant applies to the request.</summary>
public sealed record GrantMatch
{
    /// <summary>The zero-based index of the grant, in the given order.</summary>
    public required int Index { get; init; }

    /// <summary>The grant's ID; null if it was not given.</summary>
    public string? GrantId { get; init; }

    /// <summary>Whether the grant allows the request. Unknown if that depends on unknown keys.</summary>
    public required Ternary Matches { get; init; }

    /// <summary>A short sentence that names the deciding principal, operation or constraint.</summary>
    public required string Because { get; init; }
}

/// <summary>The effect of a statement.</summary>
public enum StatementEffect : byte
{
    /// <summary>The statement allows access.</summary>
    Allow,

    /// <summary>The statement denies access, even if another statement or a grant allows it.</summary>
    Deny,
}
