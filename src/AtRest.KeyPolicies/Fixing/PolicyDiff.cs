using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>The difference of two policies, for people: a unified diff.</summary>
public static class PolicyDiff
{
    private const int LongestReadableLine = 400;
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Empty if the two are the same. A policy in one line is laid out before it is compared, since the change would be hard to
    /// find otherwise. Both texts must be JSON.
    /// </summary>
    public static string Of(string before, string after)
    {
        if (before == after)
        {
            return "";
        }

        return IsLaidOut(before) && IsLaidOut(after)
            ? UnifiedDiff.Of("policy.json", before, after)
            : UnifiedDiff.Of("policy.json (laid out)", LaidOut(before), LaidOut(after));
    }

    /// <summary>Whether the text has lines that a person can read; else the difference is one of the policy laid out with two spaces an indentation, as <c>jq .</c> does.</summary>
    public static bool IsLaidOut(string text) => text.Contains('\n', StringComparison.Ordinal) && text.Split('\n').All(line => line.Length <= LongestReadableLine);

    private static string LaidOut(string text) => JsonNode.Parse(text.TrimStart('\uFEFF'))!.ToJsonString(Layout);
}
