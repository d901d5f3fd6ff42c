namespace AtRest.KeyPolicies.Deciding;

/// <summary>What an operator takes a value for.</summary>
internal enum ValueFamily
{
    Text,
    Boolean,
    Number,
    Date,
    Address,
    Binary,

    /// <summary>It asks only whether there is a value.</summary>
    Presence,
}

/// <summary>Sorts operators by what they take a value for.</summary>
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
    /// Whether the search tries only some of the classes of values that these conditions on one key tell apart: they take it for things of several
    /// sorts, such as a number and a text, and one number has many texts; or they compare it with a number that is too long.
    /// </summary>
    public static bool AreSampled(IReadOnlyCollection<PolicyCondition> conditions) =>
        conditions.Select(condition => Of(condition.Operator.Comparison)).Where(family => family != ValueFamily.Presence).Distinct().Count() > 1
        || conditions.Where(condition => Of(condition.Operator.Comparison) == ValueFamily.Number).SelectMany(condition => condition.Values).Any(ValueClasses.IsLongNumber);
}
