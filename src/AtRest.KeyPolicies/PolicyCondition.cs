using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>One key of one operator in a <c>Condition</c> block, with its values.</summary>
public sealed record PolicyCondition
{
    public required ConditionOperator Operator { get; init; }

    /// <summary>The operator as written, such as <c>ForAnyValue:StringLikeIfExists</c>.</summary>
    public required string OperatorText { get; init; }

    /// <summary>The condition key as written. Its case does not matter.</summary>
    public required string Key { get; init; }

    /// <summary>As written; numbers and booleans as their JSON text.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>Where the key stands in the policy's text, from 1.</summary>
    public required int Line { get; init; }

    public required int Column { get; init; }
}

/// <summary>
/// A condition operator taken apart
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
/// </summary>
/// <param name="Comparison">How a value is compared, regardless of negation.</param>
/// <param name="IsNegated">True for <c>…Not…</c>.</param>
/// <param name="IfExists">True when an absent key makes the condition hold.</param>
/// <param name="Quantifier"><c>ForAllValues:</c>, <c>ForAnyValue:</c> or neither.</param>
public readonly record struct ConditionOperator(ConditionComparison Comparison, bool IsNegated, bool IfExists, SetQuantifier Quantifier);

/// <summary>How a condition compares, each also negated where AWS has a name for that.</summary>
public enum ConditionComparison : byte
{
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,

    /// <summary><c>ArnEquals</c> and <c>ArnLike</c>, which AWS documents as identical.</summary>
    ArnLike,
    Null,
}

/// <summary>The set operator before a condition operator.</summary>
public enum SetQuantifier : byte
{
    None,

    /// <summary>True also when the key is absent.</summary>
    ForAllValues,

    /// <summary>False when the key is absent.</summary>
    ForAnyValue,
}
