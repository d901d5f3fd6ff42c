using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Protocols;

/// <summary>
/// Checks an input as AWS does before it looks for resources: the types of members, and the constraints of the service models, with AWS's
/// validation messages. The service chooses the code of the error.
/// </summary>
internal static class InputCheck
{
    /// <summary>The member as a string; null if it is absent.</summary>
    /// <exception cref="ServiceErrorException">It is not a string.</exception>
    public static string? Text(JsonObject input, string member) => input[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode other => throw WrongType(other, "a String"),
    };

    /// <summary>The member as a Boolean; null if it is absent.</summary>
    /// <exception cref="ServiceErrorException">It is not a Boolean.</exception>
    public static bool? Flag(JsonObject input, string member) => input[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonNode other => throw WrongType(other, "a Boolean"),
    };

    /// <summary>The member as an integer; null if it is absent.</summary>
    /// <exception cref="ServiceErrorException">It is not an integer.</exception>
    public static int? Number(JsonObject input, string member) => input[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        JsonNode other => throw WrongType(other, "an Integer"),
    };

    /// <summary>The member as a list of strings; empty if it is absent.</summary>
    /// <exception cref="ServiceErrorException">It is not a list of strings.</exception>
    public static IReadOnlyList<string> Texts(JsonObject input, string member) => input[member] switch
    {
        null => [],
        JsonArray list => [.. list.Select(entry => entry is JsonValue value && value.TryGetValue(out string? text) ? text : throw WrongType(entry, "a String"))],
        JsonNode other => throw WrongType(other, "a List"),
    };

    /// <summary>What is wrong with the string; null if it matches the form and its length is between one and the limit.</summary>
    public static string? Fault(string? text, string member, int longest, Regex form) => text switch
    {
        null => null,
        { Length: 0 } => Fault(text, member, "Member must have length greater than or equal to 1"),
        _ when text.Length > longest => Fault(text, member, $"Member must have length less than or equal to {longest}"),
        _ when !form.IsMatch(text) => Fault(text, member, $"Member must satisfy regular expression pattern: {form}"),
        _ => null,
    };

    /// <summary>What is wrong with the string; null if it is one of the values.</summary>
    public static string? Fault(string? text, string member, params ReadOnlySpan<string> values) =>
        text is null || values.Contains(text) ? null : Fault(text, member, $"Member must satisfy enum value set: [{string.Join(", ", values)}]");

    /// <summary>The message of a validation error.</summary>
    public static string Fault(string text, string member, string constraint)
    {
        string name = char.ToLowerInvariant(member[0]) + member[1..];
        return $"1 validation error detected: Value '{text}' at '{name}' failed to satisfy constraint: {constraint}";
    }

    private static ServiceErrorException WrongType(JsonNode? found, string wanted) =>
        new(new("SerializationException", $"{(found?.GetValueKind() ?? JsonValueKind.Null).ToString().ToUpperInvariant()}_VALUE cannot be converted to {wanted}"));
}
