using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>Conditions on the members of a JSON log event, joined by <c>&amp;&amp;</c> and <c>||</c>; the former binds more strongly. An event that is not JSON matches none.</summary>
internal sealed class JsonFilter : IFilter
{
    private readonly Func<JsonNode, bool> condition;

    private JsonFilter(Func<JsonNode, bool> condition) => this.condition = condition;

    public static JsonFilter Parse(string expression)
    {
        JsonTokens tokens = new(expression);
        Func<JsonNode, bool> condition = Either(tokens);
        return tokens.IsAtEnd ? new JsonFilter(condition) : throw JsonTokens.Wrong();
    }

    public bool Matches(string message)
    {
        try
        {
            return JsonNode.Parse(message) is JsonObject record && condition(record);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Func<JsonNode, bool> Either(JsonTokens tokens)
    {
        Func<JsonNode, bool> left = Both(tokens);
        while (tokens.TryTake("||"))
        {
            (Func<JsonNode, bool> first, Func<JsonNode, bool> second) = (left, Both(tokens));
            left = record => first(record) || second(record);
        }

        return left;
    }

    private static Func<JsonNode, bool> Both(JsonTokens tokens)
    {
        Func<JsonNode, bool> left = Single(tokens);
        while (tokens.TryTake("&&"))
        {
            (Func<JsonNode, bool> first, Func<JsonNode, bool> second) = (left, Single(tokens));
            left = record => first(record) && second(record);
        }

        return left;
    }

    private static Func<JsonNode, bool> Single(JsonTokens tokens)
    {
        if (!tokens.TryTake("("))
        {
            return JsonCondition.Parse(tokens);
        }

        Func<JsonNode, bool> inner = Either(tokens);
        return tokens.TryTake(")") ? inner : throw JsonTokens.Wrong();
    }
}
