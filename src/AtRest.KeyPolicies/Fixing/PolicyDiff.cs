using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>Creates a unified diff of two policies for people to read.</summary>
public static class PolicyDiff
{
    /// <summary>In characters. A longer line usually means that a tool wrote the policy without line breaks.</summary>
    private const int LongestReadableLine = 400;
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Creates the diff. Empty if the texts are the same. A policy in one line is formatted before the comparison, since the change would be hard to find
    /// otherwise. Both texts must be JSON.
    /// </summary>
    /// <param name="before">The policy before the change.</param>
    /// <param name="after">The policy after the change.</param>
    /// <param name="name">The file that <c>patch</c> is to change.</param>
    public static string Of(string before, string after, string name = "policy.json")
    {
        if (before == after)
        {
            return "";
        }

        return IsLaidOut(before) && IsLaidOut(after)
            ? UnifiedDiff.Of(name, before, after)
            : UnifiedDiff.Of($"{name} (formatted)", LaidOut(before), LaidOut(after));
    }

    /// <summary>
    /// Whether a person can read the lines of the text. Otherwise the diff is of the formatted policy, with an indentation of two spaces, as <c>jq .</c>
    /// formats it.
    /// </summary>
    public static bool IsLaidOut(string text) => text.Contains('\n', StringComparison.Ordinal) && text.Split('\n').All(line => line.Length <= LongestReadableLine);

    private static string LaidOut(string text) => JsonNode.Parse(text.TrimStart('\uFEFF'))!.ToJsonString(Layout);
}
