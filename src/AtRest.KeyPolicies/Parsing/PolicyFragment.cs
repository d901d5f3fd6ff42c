using System.Globalization;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Recognizes JSON that is a part of a key policy or contains one, and describes how to get the policy.</summary>
internal static class PolicyFragment
{
    private const string Wrapped = "{\"Version\": \"2012-10-17\", \"Statement\": [ … ]}";

    private const int PathsNamed = 5;

    /// <summary>Options for JSON around a policy, which AWS does not read.</summary>
    public static readonly JsonReaderOptions Lenient = new() { MaxDepth = PolicyLimits.JsonDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Describes a part of a policy, or JSON that contains a policy.</summary>
    /// <param name="json">The text from the first character of the value on.</param>
    /// <returns>The message. Null for a policy, for JSON without a part of a policy, and for text that is not JSON or has a lone surrogate.</returns>
    public static string? Describe(ReadOnlySpan<byte> json)
    {
        try
        {
            return HasStatement(json) ? null : Describe(Parse(json));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the value is an object with <c>Statement</c>. The text after <c>Statement</c> is not read.</summary>
    /// <exception cref="JsonException">The text before <c>Statement</c> is not JSON.</exception>
    public static bool HasStatement(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("Statement"u8))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        return JsonElement.ParseValue(ref reader);
    }

    private static string? Describe(JsonElement json)
    {
        if (IsStatement(json))
        {
            return json.TryGetProperty("Version", out _)
                ? "This is a single statement, not a key policy: Statement is missing. Put the statement's elements into \"Statement\": [{ … }]."
                : $"This is a single statement, not a key policy: Version and Statement are missing. Wrap it: {Wrapped}.";
        }

        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json.EnumerateArray().All(IsStatement))
        {
            return $"This is a list of statements, not a key policy: Version and Statement are missing. Wrap it: {Wrapped}.";
        }

        var paths = Policies(json, "$").Take(PathsNamed + 1).ToList();
        return paths.Count switch
        {
            0 => null,
            1 => $"This text is not a key policy, but contains one. The key policy is at {paths[0]}. Save this value to a separate file, with references and functions resolved.",
            _ => $"This text is not a key policy, but contains several. Key policies are at {Name(paths)}. Save one of them to a separate file, with references and functions resolved.",
        };
    }

    private static string Name(List<string> paths) => string.Join(", ", paths.Take(PathsNamed)) + (paths.Count > PathsNamed ? " and others" : "");

    private static bool IsStatement(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && !json.TryGetProperty("Statement", out _)
        && (json.TryGetProperty("Effect", out _) || json.TryGetProperty("Principal", out _) || json.TryGetProperty("NotPrincipal", out _));

    /// <summary>The paths of the policies in a value: objects with <c>Statement</c>, and strings with the text of a policy.</summary>
    private static IEnumerable<string> Policies(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty("Statement", out _) => [path],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Policies(member.Value, path + Step(member.Name))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Policies(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        JsonValueKind.String when IsPolicyText(json.GetString()!) => [path],
        _ => [],
    };

    private static string Step(string name) => name.All(char.IsAsciiLetterOrDigit) ? $".{name}" : $"['{name}']";

    private static bool IsPolicyText(string text) =>
        text.TrimStart().StartsWith('{') && text.Contains("\"Statement\"", StringComparison.Ordinal);
}
