using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>Creates the matcher for the comparison of a condition.</summary>
internal static class ValueMatchers
{
    public static ValueMatcher Compile(ConditionComparison comparison, string value, PolicyVersion version) => comparison switch
    {
        ConditionComparison.StringEquals =>
            new StringMatcher(ValueTemplate.Compile(value, version, Wildcards.Literal), StringComparison.Ordinal),
        ConditionComparison.StringEqualsIgnoreCase =>
            new StringMatcher(ValueTemplate.Compile(value, version, Wildcards.Literal), StringComparison.OrdinalIgnoreCase),
        ConditionComparison.StringLike =>
            new StringMatcher(ValueTemplate.Compile(value, version, Wildcards.Expand), StringComparison.Ordinal),
        ConditionComparison.ArnLike => new ArnMatcher(ValueTemplate.Compile(value, version, Wildcards.Expand)),
        ConditionComparison.Bool => new BoolMatcher(ValueTemplate.Compile(value, version, Wildcards.Literal)),
        ConditionComparison.BinaryEquals => new BinaryMatcher(value),
        ConditionComparison.IpAddress => new IpAddressMatcher(value),
        ConditionComparison.DateEquals => new DateMatcher(Relation.Equal, value),
        ConditionComparison.DateLessThan => new DateMatcher(Relation.Less, value),
        ConditionComparison.DateLessThanEquals => new DateMatcher(Relation.LessOrEqual, value),
        ConditionComparison.DateGreaterThan => new DateMatcher(Relation.Greater, value),
        ConditionComparison.DateGreaterThanEquals => new DateMatcher(Relation.GreaterOrEqual, value),
        ConditionComparison.NumericEquals => new NumericMatcher(Relation.Equal, value),
        ConditionComparison.NumericLessThan => new NumericMatcher(Relation.Less, value),
        ConditionComparison.NumericLessThanEquals => new NumericMatcher(Relation.LessOrEqual, value),
        ConditionComparison.NumericGreaterThan => new NumericMatcher(Relation.Greater, value),
        ConditionComparison.NumericGreaterThanEquals => new NumericMatcher(Relation.GreaterOrEqual, value),
        _ => new NullMatcher(value),
    };
}
