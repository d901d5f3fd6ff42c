using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>One key of one operator in a <c>Condition</c> block, with its values.</summary>
public sealed record PolicyCondition
{
    /// <summary>The parsed operator.</summary>
    public required ConditionOperator Operator { get; init; }

    /// <summary>The operator as written, such as <c>ForAnyValue:StringLikeIfExists</c>.</summary>
    public required string OperatorText { get; init; }

    /// <summary>The condition key as written. It is not case-sensitive.</summary>
    public required string Key { get; init; }

    /// <summary>The values as written. Numbers and booleans are their JSON text.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>The line of the key in the text of the policy, starting at 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the key, starting at 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }
}

/// <summary>
/// A parsed condition operator
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
/// </summary>
/// <param name="Comparison">The comparison, without the negation.</param>
/// <param name="IsNegated">True for <c>…Not…</c>.</param>
/// <param name="IfExists">True for <c>…IfExists</c>: the condition holds if the key is absent.</param>
/// <param name="Quantifier"><c>ForAllValues:</c>, <c>ForAnyValue:</c> or neither.</param>
public readonly record struct ConditionOperator(ConditionComparison Comparison, bool IsNegated, bool IfExists, SetQuantifier Quantifier);

/// <summary>The comparisons of condition operators. The negated operator, if AWS has one, uses the same value.</summary>
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

    /// <summary>The times are equal.</summary>
    DateEquals,

    /// <summary>The request's time is before the policy's.</summary>
    DateLessThan,

    /// <summary>The request's time is not after the policy's.</summary>
    DateLessThanEquals,

    /// <summary>The request's time is after the policy's.</summary>
    DateGreaterThan,

    /// <summary>The request's time is not before the policy's.</summary>
    DateGreaterThanEquals,

    /// <summary>Both are <c>true</c>, or both are <c>false</c>.</summary>
    Bool,

    /// <summary>The bytes are equal. Both values are Base64.</summary>
    BinaryEquals,

    /// <summary>The IPv4 or IPv6 address is in a range in CIDR notation.</summary>
    IpAddress,

    /// <summary><c>ArnEquals</c> and <c>ArnLike</c>, which AWS documents as identical.</summary>
    ArnLike,

    /// <summary>The key is absent (<c>true</c>) or present (<c>false</c>).</summary>
    Null,
}

/// <summary>The set operator in front of a condition operator.</summary>
public enum SetQuantifier : byte
{
    /// <summary>No set operator.</summary>
    None,

    /// <summary>Every value of the request must match. True if the key is absent.</summary>
    ForAllValues,

    /// <summary>At least one value of the request must match. False if the key is absent.</summary>
    ForAnyValue,
}
