using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>
/// Parses the names of condition operators
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
/// </summary>
internal static class OperatorNames
{
    private const string IfExists = "IfExists";

    private static readonly ImmutableArray<Entry> Table =
    [
        new("StringEquals", ConditionComparison.StringEquals),
        new("StringNotEquals", ConditionComparison.StringEquals),
        new("StringEqualsIgnoreCase", ConditionComparison.StringEqualsIgnoreCase),
        new("StringNotEqualsIgnoreCase", ConditionComparison.StringEqualsIgnoreCase),
        new("StringLike", ConditionComparison.StringLike),
        new("StringNotLike", ConditionComparison.StringLike),
        new("NumericEquals", ConditionComparison.NumericEquals),
        new("NumericNotEquals", ConditionComparison.NumericEquals),
        new("NumericLessThan", ConditionComparison.NumericLessThan),
        new("NumericLessThanEquals", ConditionComparison.NumericLessThanEquals),
        new("NumericGreaterThan", ConditionComparison.NumericGreaterThan),
        new("NumericGreaterThanEquals", ConditionComparison.NumericGreaterThanEquals),
        new("DateEquals", ConditionComparison.DateEquals),
        new("DateNotEquals", ConditionComparison.DateEquals),
        new("DateLessThan", ConditionComparison.DateLessThan),
        new("DateLessThanEquals", ConditionComparison.DateLessThanEquals),
        new("DateGreaterThan", ConditionComparison.DateGreaterThan),
        new("DateGreaterThanEquals", ConditionComparison.DateGreaterThanEquals),
        new("Bool", ConditionComparison.Bool),
        new("BinaryEquals", ConditionComparison.BinaryEquals),
        new("IpAddress", ConditionComparison.IpAddress),
        new("NotIpAddress", ConditionComparison.IpAddress),
        new("ArnEquals", ConditionComparison.ArnLike),
        new("ArnLike", ConditionComparison.ArnLike),
        new("ArnNotEquals", ConditionComparison.ArnLike),
        new("ArnNotLike", ConditionComparison.ArnLike),
        new("Null", ConditionComparison.Null),
    ];

    private static readonly FrozenDictionary<string, Entry> Names =
        Table.ToFrozenDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => Table.Select(entry => entry.Name);

    /// <summary>Parses a name. False if AWS has no such operator; <c>NullIfExists</c> does not exist either.</summary>
    /// <param name="text">The name as written.</param>
    /// <param name="parsed">The parsed operator.</param>
    /// <param name="canonical">The name as AWS writes it.</param>
    public static bool TryParse(string text, out ConditionOperator parsed, out string canonical)
    {
        var rest = text.AsSpan();
        var quantifier = TakePrefix(ref rest, "ForAllValues:") ? SetQuantifier.ForAllValues
            : TakePrefix(ref rest, "ForAnyValue:") ? SetQuantifier.ForAnyValue
            : SetQuantifier.None;
        var ifExists = rest.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        var name = (ifExists ? rest[..^IfExists.Length] : rest).ToString();
        if (!Names.TryGetValue(name, out var found) || (ifExists && found.Comparison == ConditionComparison.Null))
        {
            parsed = default;
            canonical = "";
            return false;
        }

        parsed = new(found.Comparison, found.IsNegated, ifExists, quantifier);
        canonical = (quantifier == SetQuantifier.None ? "" : $"{quantifier}:")
            + found.Name
            + (ifExists ? IfExists : "");
        return true;
    }

    private static bool TakePrefix(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        text = text[prefix.Length..];
        return true;
    }

    private sealed record Entry(string Name, ConditionComparison Comparison)
    {
        /// <summary>Whether the operator is negated. Every negated operator has <c>Not</c> in its name.</summary>
        public bool IsNegated => Name.Contains("Not", StringComparison.Ordinal);
    }
}
