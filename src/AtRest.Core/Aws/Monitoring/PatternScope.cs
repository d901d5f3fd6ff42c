using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>
/// What can be told from a pattern's text without asking AWS: only that it surely matches no change of a key, or that its answer is the same
/// for every key. Whether it matches is always asked.
/// </summary>
public static class PatternScope
{
    private static readonly ImmutableArray<string> KeyMembers = ["resources", "requestParameters", "responseElements", "key-id"];

    /// <summary>Whether a rule is on, has a pattern, and the pattern does not rule out events of AWS KMS by their source or their kind.</summary>
    public static bool MayConcernKeys(EventRule rule) =>
        rule.State.StartsWith("ENABLED", StringComparison.Ordinal) && rule.EventPattern is { Length: > 0 } pattern && !RulesOutKeys(pattern);

    /// <summary>Whether samples of two keys of one account and region may be answered differently.</summary>
    public static bool DependsOnKey(string eventPattern) => MayName(eventPattern, KeyMembers);

    /// <summary>Whether it may make a difference if the caller names the key by its id or by its ARN.</summary>
    public static bool DependsOnNaming(string pattern) => MayName(pattern, ["requestParameters"]);

    /// <summary>As <see cref="DependsOnKey"/>, for a metric filter's pattern: one that looks for words looks for them in the whole record.</summary>
    public static bool FilterDependsOnKey(string filterPattern) =>
        !filterPattern.TrimStart().StartsWith('{') || filterPattern.Contains("$.*", StringComparison.Ordinal) || MayName(filterPattern, KeyMembers);

    /// <summary>Anything escaped may spell any name.</summary>
    private static bool MayName(string pattern, ImmutableArray<string> members) =>
        pattern.Contains('\\', StringComparison.Ordinal) || members.Any(member => pattern.Contains(member, StringComparison.Ordinal));

    private static bool RulesOutKeys(string pattern)
    {
        try
        {
            using var document = JsonDocument.Parse(pattern, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && (IsOther(document.RootElement, "source", ["aws.kms"]) || IsOther(document.RootElement, "detail-type", [.. SampleEvent.Kinds]));
        }
        catch (JsonException)
        {
            // Then AWS is asked what it makes of it.
            return false;
        }
    }

    /// <summary>A list of plain texts, none of which is a value of the samples.</summary>
    private static bool IsOther(JsonElement pattern, string member, ImmutableArray<string> values) =>
        pattern.TryGetProperty(member, out var allowed)
        && allowed.ValueKind == JsonValueKind.Array
        && allowed.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String && !values.Contains(element.GetString()!));
}
