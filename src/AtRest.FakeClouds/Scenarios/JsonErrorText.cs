using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>Rewrites the JSON reader's messages, which mention .NET types, for the author of a scenario.</summary>
internal static partial class JsonErrorText
{
    public static string Describe(string name, JsonException exception)
    {
        string line = exception.LineNumber is { } number ? $", line {number + 1}" : "";
        string path = exception.Path is { Length: > 1 } place ? $", at {place}" : "";
        return $"The scenario {name}{line}{path}: {Plain(exception.Message)}";
    }

    private static string Plain(string message)
    {
        if (Unmapped().Match(message) is { Success: true } unmapped)
        {
            return $"unknown property '{unmapped.Groups[1].Value}'. Allowed here: {AllowedIn(unmapped.Groups[2].Value)}.";
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            return $"missing {missing.Groups[1].Value}.";
        }

        if (NotConvertible().IsMatch(message))
        {
            return "the value has the wrong type. See docs/schemas/scenario.schema.json for what is allowed.";
        }

        return Trailer().Replace(message, "");
    }

    private static string AllowedIn(string typeName) =>
        typeof(Scenario).Assembly.GetType(typeName) is { } type
            ? string.Join(", ", ScenarioReader.Options.GetTypeInfo(type).Properties.Select(property => property.Name))
            : "see docs/schemas/scenario.schema.json";

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any \\.NET member contained in type '([^']*)'")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.*?)\\.?(?: Path:|$)")]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted to|doesn't allow setting null|doesn't allow null")]
    private static partial Regex NotConvertible();

    [GeneratedRegex(" Path: .*$| LineNumber: .*$")]
    private static partial Regex Trailer();
}
