using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>One condition: <c>$.eventName = "Disable*"</c>, <c>$.errorCode NOT EXISTS</c>, <c>$.readOnly IS FALSE</c>.</summary>
internal static partial class JsonCondition
{
    public static Func<JsonNode, bool> Parse(JsonTokens tokens)
    {
        Func<JsonNode, (bool Exists, JsonNode? Value)> select = Selector(tokens.Next());
        if (tokens.TryTake("NOT"))
        {
            return tokens.TryTake("EXISTS") ? record => !select(record).Exists : throw JsonTokens.Wrong();
        }

        if (tokens.TryTake("EXISTS"))
        {
            return record => select(record).Exists;
        }

        return tokens.TryTake("IS") ? Is(select, tokens.Next().ToUpperInvariant()) : Compare(select, tokens.Next(), tokens.Next());
    }

    private static Func<JsonNode, bool> Is(Func<JsonNode, (bool Exists, JsonNode? Value)> select, string what) => what switch
    {
        "NULL" => record => select(record) is { Exists: true, Value: null },
        "TRUE" => record => select(record).Value?.GetValueKind() == JsonValueKind.True,
        "FALSE" => record => select(record).Value?.GetValueKind() == JsonValueKind.False,
        _ => throw JsonTokens.Wrong(),
    };

    private static Func<JsonNode, bool> Compare(Func<JsonNode, (bool Exists, JsonNode? Value)> select, string comparison, string operand)
    {
        string text = operand.Trim('"');
        Regex form = new("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit);
        bool Equal(JsonNode value) => form.IsMatch(value.ToString());
        bool Number(JsonNode? value, Func<double, bool> test) =>
            isNumber && value?.GetValueKind() == JsonValueKind.Number && test(value.GetValue<double>());

        return comparison switch
        {
            "=" => record => select(record).Value is JsonValue value && Equal(value),
            "!=" => record => select(record).Value is JsonValue value && !Equal(value),
            "<" => record => Number(select(record).Value, number => number < limit),
            "<=" => record => Number(select(record).Value, number => number <= limit),
            ">" => record => Number(select(record).Value, number => number > limit),
            ">=" => record => Number(select(record).Value, number => number >= limit),
            _ => throw JsonTokens.Wrong(),
        };
    }

    /// <summary>The path from the root: <c>$.resources[0].ARN</c>.</summary>
    private static Func<JsonNode, (bool Exists, JsonNode? Value)> Selector(string token)
    {
        if (!token.StartsWith('$'))
        {
            throw JsonTokens.Wrong();
        }

        string[] steps = [.. Step().Matches(token[1..]).Select(match => match.Value.Trim('.', '[', ']', '\'', '"'))];
        return record =>
        {
            JsonNode? current = record;
            foreach (string step in steps)
            {
                switch (current)
                {
                    case JsonObject inner when inner.TryGetPropertyValue(step, out JsonNode? member):
                        current = member;
                        break;
                    case JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count:
                        current = list[index];
                        break;
                    default:
                        return (false, null);
                }
            }

            return (true, current);
        };
    }

    [GeneratedRegex("""\.[^.\[]+|\[[^\]]+\]""")]
    private static partial Regex Step();
}
