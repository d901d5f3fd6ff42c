using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>One statement of a key policy.</summary>
public sealed record PolicyStatement
{
    /// <summary>The zero-based index of the statement in the policy.</summary>
    public required int Index { get; init; }

    /// <summary>The name of the statement; null if it has none.</summary>
    public string? Sid { get; init; }

    /// <summary><c>Allow</c> or <c>Deny</c>.</summary>
    public required StatementEffect Effect { get; init; }

    /// <summary><c>Principal</c> or <c>NotPrincipal</c>.</summary>
    public required PrincipalElement Principal { get; init; }

    /// <summary><c>Action</c> or <c>NotAction</c>. Null if the statement has neither: AWS stores such a statement, but it has no effect.</summary>
    public PatternElement? Action { get; init; }

    /// <summary><c>Resource</c> or <c>NotResource</c>. Null if the statement has neither: AWS stores such a statement, but it has no effect.</summary>
    public PatternElement? Resource { get; init; }

    /// <summary>The conditions, all of which must hold. Empty without a <c>Condition</c>.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>The line of the statement's opening brace, starting at 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the statement's opening brace, starting at 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }

    /// <summary>The range of the statement in the text of the policy, including the braces.</summary>
    public required Range Text { get; init; }
}

/// <summary>
/// The patterns of <c>Action</c>, <c>NotAction</c>, <c>Resource</c> or <c>NotResource</c>, with the wildcards <c>*</c> and <c>?</c>. The element matches
/// if any pattern matches; a negated element matches if no pattern matches.
/// </summary>
/// <param name="IsNegated">True for the <c>Not…</c> form.</param>
/// <param name="Patterns">The patterns as written.</param>
public sealed record PatternElement(bool IsNegated, ImmutableArray<string> Patterns);
