using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>Finds the errors of one command, given as the words that bash passes to the cloud's command line.</summary>
internal static partial class CommandCheck
{
    private static readonly string[] Formats = ["json", "text", "table", "yaml"];

    /// <summary>A sentence for each error; empty if the command is valid.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="fileExists">Whether a file that the command reads exists when it runs.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<string> words, Func<string, bool> fileExists)
    {
        var isAws = words[0] == "aws";
        var path = isAws ? words.Skip(1).Take(2).ToArray() : [string.Join(' ', words.Skip(1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)))];
        if (CommandTable.Find(words[0], path) is not var (known, required))
        {
            return [$"{words[0]} {string.Join(' ', path)}: the table has no such operation"];
        }

        var options = Options([.. words.Skip(isAws ? 3 : 1 + path[0].Split(' ').Length)]).ToList();
        return
        [
            .. options.GroupBy(option => option.Name).Where(group => group.Count() > 1).Select(group => $"{group.Key} is given twice"),
            .. required.EnumerateArray().Select(name => name.GetString()!).Where(name => options.All(option => option.Name != name)).Select(name => $"{name} is required"),
            .. options.SelectMany(option => Faults(option.Name, option.Value, known, isAws, fileExists)),
        ];
    }

    private static IEnumerable<(string Name, string? Value)> Options(IReadOnlyList<string> words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                yield return (word, null);
            }
            else if (equals > 0)
            {
                yield return (word[..equals], word[(equals + 1)..]);
            }
            else
            {
                yield return index + 1 < words.Count && !words[index + 1].StartsWith("--", StringComparison.Ordinal) ? (word, words[++index]) : (word, null);
            }
        }
    }

    private static IEnumerable<string> Faults(string name, string? value, JsonElement known, bool isAws, Func<string, bool> fileExists)
    {
        if (!name.StartsWith("--", StringComparison.Ordinal))
        {
            return [$"'{name}' belongs to no option"];
        }

        if (isAws && name is "--region" or "--query" or "--output")
        {
            return value is null || (name == "--region" && !Region().IsMatch(value)) || (name == "--output" && !Formats.Contains(value)) ? [$"{name} {value} is not right"] : [];
        }

        if (!known.TryGetProperty(name, out var shape) && !(name.StartsWith("--no-", StringComparison.Ordinal) && known.TryGetProperty($"--{name[5..]}", out shape)))
        {
            return [$"{name} is not an option"];
        }

        if (shape.ValueKind == JsonValueKind.String && shape.GetString() == "boolean")
        {
            return value is null ? [] : [$"{name} takes no value"];
        }

        return value is null ? [$"{name} needs a value"]
            : value.StartsWith("file://", StringComparison.Ordinal) || value.StartsWith("fileb://", StringComparison.Ordinal)
                ? fileExists(value[(value.IndexOf("//", StringComparison.Ordinal) + 2)..]) ? [] : [$"{name}: {value} does not exist"]
                : Faults(name, value, shape);
    }

    private static IEnumerable<string> Faults(string name, string value, JsonElement shape)
    {
        if (shape.ValueKind == JsonValueKind.String)
        {
            return shape.GetString() switch
            {
                "number" when !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => [$"{name}: {value} is not a number"],
                "blob" => [$"{name}: a blob comes from a file (fileb://)"],
                // Policies and patterns are strings for the command line, with JSON content.
                "string" when value.StartsWith('{') && !IsFilterPattern(value) && Parsed(value) is null => [$"{name}: {value} is not JSON"],
                _ => [],
            };
        }

        if (shape.TryGetProperty("enum", out _))
        {
            return Faults(name, JsonValue.Create(value), shape);
        }

        if (value.StartsWith('{') || value.StartsWith('['))
        {
            return Parsed(value) is { } node ? Faults(name, node, shape) : [$"{name}: {value} is not JSON"];
        }

        // The shorthand: a structure, a list of words, or the only item of a list of structures.
        var isList = shape.TryGetProperty("list", out var item);
        return isList && item.ValueKind == JsonValueKind.String ? [] : Faults(name, Shorthand(value), isList ? item : shape);
    }

    private static IEnumerable<string> Faults(string place, JsonNode? value, JsonElement shape)
    {
        if (shape.ValueKind == JsonValueKind.String)
        {
            var kind = value?.GetValueKind() ?? JsonValueKind.Null;
            var isShorthand = kind == JsonValueKind.String;
            return shape.GetString() switch
            {
                "any" => [],
                "string" or "timestamp" or "blob" when kind != JsonValueKind.String => [$"{place} must be a text"],
                "number" when kind != JsonValueKind.Number && !(isShorthand && decimal.TryParse(value!.GetValue<string>(), NumberStyles.Number, CultureInfo.InvariantCulture, out _)) => [$"{place} must be a number"],
                "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False) && !(isShorthand && value!.GetValue<string>() is "true" or "false") => [$"{place} must be true or false"],
                _ => [],
            };
        }

        if (shape.TryGetProperty("enum", out var words))
        {
            return value?.GetValueKind() == JsonValueKind.String && words.EnumerateArray().Any(word => word.GetString() == value.GetValue<string>()) ? [] : [$"{place}: {value} is not one of {words}"];
        }

        if (shape.TryGetProperty("list", out var item))
        {
            return value is JsonArray array ? array.SelectMany((entry, index) => Faults($"{place}[{index}]", entry, item)) : [$"{place} must be a list"];
        }

        if (value is not JsonObject structure)
        {
            return [$"{place} must be a structure"];
        }

        if (shape.TryGetProperty("map", out var entries))
        {
            return structure.SelectMany(member => Faults($"{place}.{member.Key}", member.Value, entries));
        }

        var members = shape.GetProperty("members");
        return
        [
            .. shape.GetProperty("required").EnumerateArray().Where(name => !structure.ContainsKey(name.GetString()!)).Select(name => $"{place}.{name.GetString()} is required"),
            .. structure.SelectMany(member => members.TryGetProperty(member.Key, out var of) ? Faults($"{place}.{member.Key}", member.Value, of) : [$"{place}.{member.Key} is not a member"]),
        ];
    }

    /// <summary><c>Key=value,Key=value</c>, as the AWS CLI reads it for structures without structures inside.</summary>
    private static JsonNode? Shorthand(string value)
    {
        var structure = new JsonObject();
        foreach (var pair in value.Split(','))
        {
            if (pair.Split('=', 2) is not [var name, var text])
            {
                return JsonValue.Create(value);
            }

            structure[name] = text;
        }

        return structure;
    }

    /// <summary>A filter pattern of CloudWatch Logs is also in braces (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).</summary>
    private static bool IsFilterPattern(string value) => value.Contains("$.", StringComparison.Ordinal);

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The name of a region, or its placeholder on a page.</summary>
    [GeneratedRegex(@"^([a-z]+(-[a-z]+)+-\d|REGION)\z")]
    private static partial Regex Region();
}
