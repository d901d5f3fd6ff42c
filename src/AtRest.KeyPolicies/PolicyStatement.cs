using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>One statement of a key policy.</summary>
public sealed record PolicyStatement
{
    /// <summary>From 0, in the policy's order.</summary>
    public required int Index { get; init; }

    /// <summary>Its name; null if it has none.</summary>
    public string? Sid { get; init; }

    /// <summary><c>Allow</c> or <c>Deny</c>.</summary>
    public required StatementEffect Effect { get; init; }

    /// <summary><c>Principal</c> or <c>NotPrincipal</c>.</summary>
    public required PrincipalElement Principal { get; init; }

    /// <summary><c>Action</c> or <c>NotAction</c>. Null if the statement has neither: AWS stores it, and it has no effect.</summary>
    public PatternElement? Action { get; init; }

    /// <summary><c>Resource</c> or <c>NotResource</c>. Null if the statement has neither: AWS stores it, and it has no effect.</summary>
    public PatternElement? Resource { get; init; }

    /// <summary>All of them must hold. Empty without a <c>Condition</c>.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>The line of the statement's opening brace, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the statement's opening brace, from 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }

    /// <summary>The statement's text, braces included, as a range of the policy's text.</summary>
    public required Range Text { get; init; }
}

/// <summary>
/// Patterns with the wildcards <c>*</c> and <c>?</c>, of which any may match (or, negated, none):
/// <c>Action</c>, <c>NotAction</c>, <c>Resource</c>, <c>NotResource</c>.
/// </summary>
/// <param name="IsNegated">True for the <c>Not…</c> form.</param>
/// <param name="Patterns">As written.</param>
public sealed record PatternElement(bool IsNegated, ImmutableArray<string> Patterns);
