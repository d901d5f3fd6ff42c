using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.Core.Policies.Parsing;

/// <summary>The names of the condition operators.</summary>
internal static class OperatorNames
{
    private const string IfExists = "IfExists";

    private static readonly ImmutableArray<Entry> Table =
    [
        new("StringEquals", ConditionComparison.StringEquals, false),
        new("StringNotEquals", ConditionComparison.StringEquals, true),
        new("StringEqualsIgnoreCase", ConditionComparison.StringEqualsIgnoreCase, false),
        new("StringNotEqualsIgnoreCase", ConditionComparison.StringEqualsIgnoreCase, true),
        new("StringLike", ConditionComparison.StringLike, false),
        new("StringNotLike", ConditionComparison.StringLike, true),
        new("NumericEquals", ConditionComparison.NumericEquals, false),
        new("NumericNotEquals", ConditionComparison.NumericEquals, true),
        new("NumericLessThan", ConditionComparison.NumericLessThan, false),
        new("NumericLessThanEquals", ConditionComparison.NumericLessThanEquals, false),
        new("NumericGreaterThan", ConditionComparison.NumericGreaterThan, false),
        new("NumericGreaterThanEquals", ConditionComparison.NumericGreaterThanEquals, false),
        new("DateEquals", ConditionComparison.DateEquals, false),
        new("DateNotEquals", ConditionComparison.DateEquals, true),
        new("DateLessThan", ConditionComparison.DateLessThan, false),
        new("DateLessThanEquals", ConditionComparison.DateLessThanEquals, false),
        new("DateGreaterThan", ConditionComparison.DateGreaterThan, false),
        new("DateGreaterThanEquals", ConditionComparison.DateGreaterThanEquals, false),
        new("Bool", ConditionComparison.Bool, false),
        new("BinaryEquals", ConditionComparison.BinaryEquals, false),
        new("IpAddress", ConditionComparison.IpAddress, false),
        new("NotIpAddress", ConditionComparison.IpAddress, true),
        new("ArnEquals", ConditionComparison.ArnLike, false),
        new("ArnLike", ConditionComparison.ArnLike, false),
        new("ArnNotEquals", ConditionComparison.ArnLike, true),
        new("ArnNotLike", ConditionComparison.ArnLike, true),
        new("Null", ConditionComparison.Null, false),
    ];

    private static readonly FrozenDictionary<string, Entry> Names =
        Table.ToFrozenDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => Table.Select(entry => entry.Name);

    /// <summary>False if AWS knows no such operator; <c>NullIfExists</c> is none either.</summary>
    /// <param name="text">As written.</param>
    /// <param name="parsed">The operator taken apart.</param>
    /// <param name="canonical">As AWS writes it.</param>
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

    private sealed record Entry(string Name, ConditionComparison Comparison, bool IsNegated);
}
