using System.Collections.Immutable;
using AtRest.KeyPolicies.Conditions;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Reports condition values that can never match, since they do not have the type of their operator.</summary>
internal static class ConditionValueChecks
{
    public static void Check(IssueList issues, string path, TextPosition at, ConditionOperator used, ImmutableArray<LocatedText> values)
    {
        if (values.IsEmpty)
        {
            issues.Warning(path, at, "The condition has no value to compare with.");
        }

        foreach (var value in values)
        {
            if (Expected(used.Comparison) is { } expected && !IsWellFormed(used.Comparison, value.Value))
            {
                issues.Warning(value.Path, value.At, $"'{value.Value}' is not {expected}, so it can never match.");
            }
        }
    }

    private static bool IsWellFormed(ConditionComparison comparison, string value) => comparison switch
    {
        ConditionComparison.Bool => value.Contains("${", StringComparison.Ordinal) || BoolMatcher.Parse(value) is not null,
        ConditionComparison.Null => BoolMatcher.Parse(value) is not null,
        ConditionComparison.BinaryEquals => BinaryMatcher.IsWellFormed(value),
        ConditionComparison.IpAddress => IpNetwork.TryParse(value, out _),
        ConditionComparison.DateEquals or ConditionComparison.DateLessThan or ConditionComparison.DateLessThanEquals
            or ConditionComparison.DateGreaterThan or ConditionComparison.DateGreaterThanEquals => PolicyDate.TryParse(value, out _),
        _ => PolicyNumber.TryParse(value, out _),
    };

    private static string? Expected(ConditionComparison comparison) => comparison switch
    {
        ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.StringLike or ConditionComparison.ArnLike => null,
        ConditionComparison.Bool or ConditionComparison.Null => "true or false",
        ConditionComparison.BinaryEquals => "Base64",
        ConditionComparison.IpAddress => "an IP address or range such as 203.0.113.0/24",
        ConditionComparison.DateEquals or ConditionComparison.DateLessThan or ConditionComparison.DateLessThanEquals
            or ConditionComparison.DateGreaterThan or ConditionComparison.DateGreaterThanEquals => "a date such as 2030-01-31T00:00:00Z or a Unix time",
        _ => "a number",
    };
}
