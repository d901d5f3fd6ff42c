using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>
/// What a pattern's text shows without a call to AWS: that the pattern certainly matches no change of a key, or that its result is the same
/// for every key. Whether it matches is always tested by AWS.
/// </summary>
public static class PatternScope
{
    private static readonly ImmutableArray<string> KeyMembers = ["resources", "requestParameters", "responseElements", "key-id"];

    /// <summary>Whether a rule is enabled and has a pattern that does not exclude events of AWS KMS by their source or detail type.</summary>
    public static bool MayConcernKeys(EventRule rule) =>
        rule.State.StartsWith("ENABLED", StringComparison.Ordinal) && rule.EventPattern is { Length: > 0 } pattern && !RulesOutKeys(pattern);

    /// <summary>Whether the results can differ for samples of two keys in the same account and region.</summary>
    public static bool DependsOnKey(string eventPattern) => MayName(eventPattern, KeyMembers);

    /// <summary>Whether the result can depend on whether the caller uses the key's ID or its ARN.</summary>
    public static bool DependsOnNaming(string pattern) => MayName(pattern, ["requestParameters"]);

    /// <summary>As <see cref="DependsOnKey"/>, for a metric filter's pattern: a pattern of words searches the whole record.</summary>
    public static bool FilterDependsOnKey(string filterPattern) =>
        !filterPattern.TrimStart().StartsWith('{') || filterPattern.Contains("$.*", StringComparison.Ordinal) || MayName(filterPattern, KeyMembers);

    /// <summary>An escaped text can contain any name.</summary>
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
            // AWS then tests the pattern.
            return false;
        }
    }

    /// <summary>A list of plain texts, none of which is a value of the samples.</summary>
    private static bool IsOther(JsonElement pattern, string member, ImmutableArray<string> values) =>
        pattern.TryGetProperty(member, out var allowed)
        && allowed.ValueKind == JsonValueKind.Array
        && allowed.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String && !values.Contains(element.GetString()!));
}
