using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Aws.EventBridge.Matching;

/// <summary>A pattern is invalid. The message has the reason.</summary>
internal sealed class EventPatternException(string message) : Exception(message);

/// <summary>
/// An event pattern (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html): a member for each field that must match. Lists
/// are alternatives, and members are conditions.
/// </summary>
internal sealed class EventPattern
{
    private const string Or = "$or";
    private static readonly JsonObject Nothing = [];

    private readonly IReadOnlyList<(string Name, EventPattern Pattern)> nested;
    private readonly IReadOnlyList<(string Name, IReadOnlyList<ValueMatcher> Matchers)> leaves;
    private readonly IReadOnlyList<EventPattern> alternatives;

    private EventPattern(JsonObject pattern)
    {
        List<(string, EventPattern)> objects = [];
        List<(string, IReadOnlyList<ValueMatcher>)> arrays = [];
        List<EventPattern> either = [];
        foreach ((string name, JsonNode? value) in pattern)
        {
            switch (value)
            {
                case JsonArray { Count: >= 2 } list when name == Or && list.All(entry => entry is JsonObject { Count: > 0 }):
                    either.AddRange(list.Select(entry => new EventPattern(entry!.AsObject())));
                    break;
                case JsonArray { Count: > 0 } list:
                    arrays.Add((name, [.. list.Select(ValueMatcher.Parse)]));
                    break;
                case JsonObject { Count: > 0 } inner:
                    objects.Add((name, new EventPattern(inner)));
                    break;
                case JsonArray or JsonObject:
                    throw new EventPatternException($"\"{name}\" is empty.");
                default:
                    throw new EventPatternException($"\"{name}\" must be an object or an array.");
            }
        }

        (nested, leaves, alternatives) = (objects, arrays, either);
    }

    /// <exception cref="EventPatternException">It is not a valid pattern.</exception>
    public static EventPattern Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject { Count: > 0 } pattern
                ? new EventPattern(pattern)
                : throw new EventPatternException("Filter is not an object, or empty.");
        }
        catch (JsonException malformed)
        {
            throw new EventPatternException($"it is not JSON. {malformed.Message}");
        }
    }

    public bool Matches(JsonObject @event) =>
        leaves.All(leaf => Matches(leaf.Matchers, @event.TryGetPropertyValue(leaf.Name, out JsonNode? value) ? value ?? ValueMatcher.Null : null))
        && nested.All(inner => MatchesWithin(inner.Pattern, @event[inner.Name]))
        && (alternatives.Count == 0 || alternatives.Any(alternative => alternative.Matches(@event)));

    /// <summary>In a list, one element must match all conditions. A missing value has no fields.</summary>
    private static bool MatchesWithin(EventPattern pattern, JsonNode? value) => value switch
    {
        JsonObject inner => pattern.Matches(inner),
        JsonArray { Count: > 0 } list => list.Any(element => MatchesWithin(pattern, element)),
        _ => pattern.Matches(Nothing),
    };

    private static bool Matches(IReadOnlyList<ValueMatcher> matchers, JsonNode? value)
    {
        JsonNode?[] values = [.. Flatten(value)];
        return matchers.Any(matcher => matcher.Matches(values));
    }

    /// <summary>The plain values of a field; none for objects and for missing fields.</summary>
    private static IEnumerable<JsonNode?> Flatten(JsonNode? value) => value switch
    {
        JsonArray list => list.SelectMany(element => element is null ? [ValueMatcher.Null] : Flatten(element)),
        JsonValue => [value],
        _ => [],
    };
}
