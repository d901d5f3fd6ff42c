using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Aws.EventBridge.Matching;

/// <summary>One alternative of a field (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).</summary>
internal sealed class ValueMatcher
{
    private readonly Func<JsonNode?[], bool> matches;

    private ValueMatcher(Func<JsonNode?[], bool> matches) => this.matches = matches;

    /// <summary>JSON's null as a value, as opposed to a missing value.</summary>
    public static JsonNode Null { get; } = JsonValue.Create("\0null");

    public bool Matches(JsonNode?[] values) => matches(values);

    /// <exception cref="EventPatternException">The operator does not exist, or its operand is invalid.</exception>
    public static ValueMatcher Parse(JsonNode? node) => node switch
    {
        null => Any(value => ReferenceEquals(value, Null)),
        JsonValue literal => Any(Equal(literal)),
        JsonObject { Count: 1 } operation => Parse(operation.First().Key, operation.First().Value),
        JsonObject => throw new EventPatternException("an object in a list must hold exactly one operator."),
        _ => throw new EventPatternException("a list must not hold a list."),
    };

    private static ValueMatcher Parse(string name, JsonNode? operand) => name switch
    {
        "exists" => operand?.GetValueKind() switch
        {
            JsonValueKind.True => new(values => values.Length > 0),
            JsonValueKind.False => new(values => values.Length == 0),
            _ => throw new EventPatternException("\"exists\" is true or false."),
        },
        "anything-but" => AnythingBut(operand),
        "numeric" => Any(NumericRange.Parse(operand)),
        "cidr" => Any(TextTest.Cidr(TextTest.Operand(name, operand))),
        "prefix" or "suffix" or "equals-ignore-case" or "wildcard" => Any(TextTest.Parse(name, operand)),
        _ => throw new EventPatternException($"Unrecognized match type {name}"),
    };

    /// <summary>True if the field exists and has a value that is not one of the given values.</summary>
    private static ValueMatcher AnythingBut(JsonNode? operand)
    {
        Func<JsonNode?, bool>[] excluded = operand switch
        {
            JsonArray { Count: > 0 } list when list.All(entry => entry is JsonValue) => [.. list.Select(entry => Equal(entry!.AsValue()))],
            JsonValue literal => [Equal(literal)],
            JsonObject { Count: 1 } operation when operation.First() is { Key: "prefix" or "suffix" or "equals-ignore-case" or "wildcard", Value: { } value } inner =>
                value is JsonArray { Count: > 0 } texts ? [.. texts.Select(text => TextTest.Parse(inner.Key, text))] : [TextTest.Parse(inner.Key, value)],
            _ => throw new EventPatternException("\"anything-but\" takes a value, a list of values, or prefix, suffix, equals-ignore-case or wildcard."),
        };
        return Any(value => !Array.Exists(excluded, test => test(value)));
    }

    private static ValueMatcher Any(Func<JsonNode?, bool> test) => new(values => Array.Exists(values, value => test(value)));

    private static Func<JsonNode?, bool> Equal(JsonValue expected) => expected.GetValueKind() == JsonValueKind.Number
        ? value => NumericRange.TryRead(value, out double number) && number == expected.GetValue<double>()
        : value => value is JsonValue actual && !ReferenceEquals(actual, Null) && JsonNode.DeepEquals(actual, expected);
}
