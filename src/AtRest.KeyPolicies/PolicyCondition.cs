using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>One key of one operator in a <c>Condition</c> block, with its values.</summary>
public sealed record PolicyCondition
{
    /// <summary>The operator, taken apart.</summary>
    public required ConditionOperator Operator { get; init; }

    /// <summary>The operator as written, such as <c>ForAnyValue:StringLikeIfExists</c>.</summary>
    public required string OperatorText { get; init; }

    /// <summary>The condition key as written. Its case does not matter.</summary>
    public required string Key { get; init; }

    /// <summary>As written; numbers and booleans as their JSON text.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>The line of the key in the policy's text, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the key in its line, from 1, in UTF-16 code units.</summary>
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
    /// <summary>The texts are equal.</summary>
    StringEquals,

    /// <summary>The texts are equal, regardless of case.</summary>
    StringEqualsIgnoreCase,

    /// <summary>The text matches a pattern with <c>*</c> and <c>?</c>.</summary>
    StringLike,

    /// <summary>The numbers are equal.</summary>
    NumericEquals,

    /// <summary>The request's number is less than the policy's.</summary>
    NumericLessThan,

    /// <summary>The request's number is at most the policy's.</summary>
    NumericLessThanEquals,

    /// <summary>The request's number is greater than the policy's.</summary>
    NumericGreaterThan,

    /// <summary>The request's number is at least the policy's.</summary>
    NumericGreaterThanEquals,

    /// <summary>The moments are equal.</summary>
    DateEquals,

    /// <summary>The request's moment is before the policy's.</summary>
    DateLessThan,

    /// <summary>The request's moment is not after the policy's.</summary>
    DateLessThanEquals,

    /// <summary>The request's moment is after the policy's.</summary>
    DateGreaterThan,

    /// <summary>The request's moment is not before the policy's.</summary>
    DateGreaterThanEquals,

    /// <summary>Both are <c>true</c>, or both are <c>false</c>.</summary>
    Bool,

    /// <summary>The bytes, in Base64, are equal.</summary>
    BinaryEquals,

    /// <summary>The address is in a range (CIDR notation), IPv4 or IPv6.</summary>
    IpAddress,

    /// <summary><c>ArnEquals</c> and <c>ArnLike</c>, which AWS documents as identical.</summary>
    ArnLike,

    /// <summary>The key is absent (<c>true</c>) or present (<c>false</c>).</summary>
    Null,
}

/// <summary>The set operator before a condition operator.</summary>
public enum SetQuantifier : byte
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>True also when the key is absent.</summary>
    ForAllValues,

    /// <summary>False when the key is absent.</summary>
    ForAnyValue,
}
