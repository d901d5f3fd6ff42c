using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Creates values that probably meet a condition, and values that probably do not. The evaluator decides whether they do.</summary>
internal static class SampleValues
{
    private const string Other = "atrest-other-value";
    private const string OtherAddress = "198.51.100.77";

    /// <summary>The maximum number of values of a condition to try, which limits the number of contexts.</summary>
    private const int MaxValues = 12;

    /// <summary>Sample values for the key of the condition. Null means a call without the key.</summary>
    public static IEnumerable<string?> For(PolicyCondition condition) => condition.Values.Take(MaxValues).SelectMany(value => For(condition.Operator.Comparison, value))
        .Append(OtherFor(condition.Operator.Comparison)).Append(null);

    /// <summary>A value that probably meets the condition. Null means a call without the key.</summary>
    public static string? Meeting(PolicyCondition condition)
    {
        var value = condition.Values.FirstOrDefault("");
        return condition.Operator.Comparison == ConditionComparison.Null ? value == "true" ? null : Other
            : condition.Operator.IsNegated ? OtherFor(condition.Operator.Comparison)
            : For(condition.Operator.Comparison, value).Last();
    }

    private static string OtherFor(ConditionComparison comparison) => comparison == ConditionComparison.IpAddress ? OtherAddress : Other;

    private static ImmutableArray<string> For(ConditionComparison comparison, string value) => comparison switch
    {
        ConditionComparison.Bool => [value == "true" ? "false" : "true", value],
        ConditionComparison.Null => [Other],
        ConditionComparison.IpAddress => [AddressIn(value)],
        >= ConditionComparison.NumericEquals and <= ConditionComparison.NumericGreaterThanEquals => Around(comparison, value),
        _ => [value.Replace("*", "a", StringComparison.Ordinal).Replace('?', 'a')],
    };

    /// <summary>The number and its neighbors. The last one meets the comparison.</summary>
    private static ImmutableArray<string> Around(ConditionComparison comparison, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number is long.MaxValue or long.MinValue)
        {
            return [value];
        }

        var below = (number - 1).ToString(CultureInfo.InvariantCulture);
        var above = (number + 1).ToString(CultureInfo.InvariantCulture);
        return comparison switch
        {
            ConditionComparison.NumericLessThan or ConditionComparison.NumericLessThanEquals => [above, value, below],
            ConditionComparison.NumericEquals => [below, above, value],
            _ => [below, value, above],
        };
    }

    private static string AddressIn(string range)
    {
        var address = range.Split('/')[0];
        return IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : address;
    }
}
