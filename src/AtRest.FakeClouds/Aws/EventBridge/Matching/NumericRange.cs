using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Aws.EventBridge.Matching;

/// <summary>The <c>numeric</c> operator: <c>["=", 5]</c>, <c>["&gt;", 0, "&lt;=", 5]</c>.</summary>
internal static class NumericRange
{
    public static Func<JsonNode?, bool> Parse(JsonNode? operand)
    {
        if (operand is not JsonArray { Count: 2 or 4 } list)
        {
            throw new EventPatternException("\"numeric\" takes one or two pairs of an operator and a number.");
        }

        Func<double, bool>[] tests = [.. list.Chunk(2).Select(pair => Test(pair[0]?.ToString(), pair[1]))];
        return value => TryRead(value, out double number) && Array.TrueForAll(tests, test => test(number));
    }

    public static bool TryRead(JsonNode? node, out double number)
    {
        bool isNumber = node?.GetValueKind() == JsonValueKind.Number;
        number = isNumber ? node!.GetValue<double>() : 0;
        return isNumber;
    }

    private static Func<double, bool> Test(string? comparison, JsonNode? operand)
    {
        if (!TryRead(operand, out double limit))
        {
            throw new EventPatternException("\"numeric\" compares with numbers.");
        }

        return comparison switch
        {
            "=" => number => number == limit,
            "<" => number => number < limit,
            "<=" => number => number <= limit,
            ">" => number => number > limit,
            ">=" => number => number >= limit,
            _ => throw new EventPatternException($"Unrecognized numeric range operator: {comparison}"),
        };
    }
}
