using System.Globalization;

namespace AtRest.KeyPolicies.Access;

/// <summary>Names statements and quotes conditions in messages, so that a customer can find them in the policy.</summary>
public static class Quotes
{
    private const int MaxConditions = 4;
    private const int MaxValues = 4;
    private const int MaxLength = 120;

    /// <summary>Names a statement: <c>statement 2 ("AllowCluster", line 14)</c>. In messages, the first statement has the number 1.</summary>
    public static string Statement(PolicyStatement statement)
    {
        var number = (statement.Index + 1).ToString(CultureInfo.InvariantCulture);
        var line = statement.Line.ToString(CultureInfo.InvariantCulture);
        return statement.Sid is { Length: > 0 } sid ? $"statement {number} (\"{Shorten(sid)}\", line {line})" : $"statement {number} (line {line})";
    }

    /// <summary>Quotes a condition: <c>"StringEquals": {"aws:SourceVpce": "vpce-1"}</c>.</summary>
    public static string Condition(PolicyCondition condition)
    {
        var values = condition.Values.Take(MaxValues).Select(value => $"\"{Shorten(value)}\"").ToList();
        if (condition.Values.Length > MaxValues)
        {
            values.Add($"… {(condition.Values.Length - MaxValues).ToString(CultureInfo.InvariantCulture)} more");
        }

        var list = values.Count == 1 ? values[0] : $"[{string.Join(", ", values)}]";
        return $"\"{condition.OperatorText}\": {{\"{Shorten(condition.Key)}\": {list}}}";
    }

    /// <summary>Quotes at most four different conditions and says how many more there are.</summary>
    public static string Conditions(IEnumerable<PolicyCondition> conditions)
    {
        var quotes = conditions.Select(Condition).Distinct(StringComparer.Ordinal).ToList();
        var more = quotes.Count > MaxConditions ? $" and {(quotes.Count - MaxConditions).ToString(CultureInfo.InvariantCulture)} more conditions" : "";
        return string.Join(" and ", quotes.Take(MaxConditions)) + more;
    }

    /// <summary>Cuts a text after 120 characters and adds an ellipsis.</summary>
    public static string Shorten(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
}
