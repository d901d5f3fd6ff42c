using System.Globalization;
using AtRest.KeyPolicies.Conditions;

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
    // Numbers within these limits, and the middle between any two of them, fit into the 28 digits of decimal.
    private const int MostDigits = 26;
    private const int MostDecimals = 12;
    private const decimal LargestNumber = 1e13m;

    private static readonly string[] Booleans =
    [
        "aws:MultiFactorAuthPresent", "aws:ViaAWSService", "aws:AssumedRoot", "aws:ViaAWSMCPService", "aws:SecureTransport", "aws:PrincipalIsAWSService",
        "kms:GrantIsForAWSResource", "kms:BypassPolicyLockoutSafetyCheck", "kms:MultiRegion", "kms:ReEncryptOnSameKey",
    ];

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
    /// Whether the search tries only some of the classes of values that these conditions on one key distinguish, because they compare it with a number that is
    /// too long.
    /// </summary>
    public static bool AreSampled(IReadOnlyCollection<PolicyCondition> conditions) =>
        conditions.Where(condition => Of(condition.Operator.Comparison) == ValueFamily.Number).SelectMany(condition => condition.Values).Any(IsLongNumber);

    /// <summary>Whether these conditions on one key compare it in several types (<see cref="MixedComparisons"/>).</summary>
    public static bool AreMixed(IReadOnlyCollection<PolicyCondition> conditions) =>
        conditions.Select(condition => Of(condition.Operator.Comparison)).Where(family => family != ValueFamily.Presence).Distinct().Count() > 1;

    /// <summary>Whether AWS sets the key to <c>true</c> or <c>false</c> only.</summary>
    public static bool IsBoolean(string key) => Booleans.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text is a number with so many digits that <see cref="decimal"/> may not be able to represent the middle between it and another number.</summary>
    public static bool IsLongNumber(string text) => PolicyNumber.TryParse(text, out _)
        && (text.Length > MostDigits || ShortNumber(text) is not { } number || decimal.Round(number, MostDecimals) != number);

    /// <summary>The number; null if the text is not a number, or if the number is too large.</summary>
    public static decimal? ShortNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < LargestNumber ? number : null;
}
