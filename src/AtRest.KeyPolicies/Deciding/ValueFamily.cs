namespace AtRest.KeyPolicies.Deciding;

/// <summary>The types in which operators compare values.</summary>
internal enum ValueFamily
{
    Text,
    Boolean,
    Number,
    Date,
    Address,
    Binary,

    /// <summary>The operator checks only whether there is a value.</summary>
    Presence,
}

/// <summary>Maps operators to the types in which they compare values.</summary>
internal static class ValueFamilies
{
    public static ValueFamily Of(ConditionComparison comparison) => comparison switch
    {
        ConditionComparison.Bool => ValueFamily.Boolean,
        ConditionComparison.Null => ValueFamily.Presence,
        ConditionComparison.IpAddress => ValueFamily.Address,
        ConditionComparison.BinaryEquals => ValueFamily.Binary,
        >= ConditionComparison.NumericEquals and <= ConditionComparison.NumericGreaterThanEquals => ValueFamily.Number,
        >= ConditionComparison.DateEquals and <= ConditionComparison.DateGreaterThanEquals => ValueFamily.Date,
        _ => ValueFamily.Text,
    };

    /// <summary>
    /// Whether the search tries only some of the classes of values that these conditions on one key distinguish. This is the case if they compare the value
    /// in several types, such as number and text, since one number has many texts. It is also the case if they compare it with a number that is too long.
    /// </summary>
    public static bool AreSampled(IReadOnlyCollection<PolicyCondition> conditions) =>
        conditions.Select(condition => Of(condition.Operator.Comparison)).Where(family => family != ValueFamily.Presence).Distinct().Count() > 1
        || conditions.Where(condition => Of(condition.Operator.Comparison) == ValueFamily.Number).SelectMany(condition => condition.Values).Any(ValueClasses.IsLongNumber);
}
