using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>Creates unified diffs of two policies.</summary>
public static class PolicyDiff
{
    /// <summary>In characters. A longer line usually means that a tool wrote the policy without line breaks.</summary>
    private const int LongestReadableLine = 400;
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Creates the diff of a file, which <c>patch</c> applies to it. Empty if the texts are the same. A policy with long lines is formatted before the
    /// comparison, since the change would be hard to find otherwise. Both texts must be JSON.
    /// </summary>
    /// <param name="before">The file before the change.</param>
    /// <param name="after">The file after the change.</param>
    /// <param name="name">The name of the file.</param>
    public static string OfFile(string before, string after, string name) =>
        before == after ? ""
        : HasShortLines(before) && HasShortLines(after) ? UnifiedDiff.Of(InHeader(name), before, after)
        : Formatted(before, after, name);

    /// <summary>
    /// Creates the diff of a policy for a report, from which people copy it. It is the diff of a file in which a line break follows the policy, as
    /// <c>aws --output text</c> writes it. Empty if the texts are the same. Both texts must be JSON.
    /// </summary>
    /// <param name="before">The policy before the change.</param>
    /// <param name="after">The policy after the change.</param>
    /// <param name="name">The name of the file.</param>
    public static string Printed(string before, string after, string name = "policy.json") =>
        before == after ? ""
        : IsFormatted(before, after) ? Formatted(before, after, name)
        : UnifiedDiff.Of(InHeader(name), before + '\n', after + '\n');

    /// <summary>
    /// Whether the printed diff is of the formatted policies, with an indentation of two spaces, as <c>jq .</c> formats them: if a person cannot read
    /// the lines, or if tabs or carriage returns would be lost when they are copied.
    /// </summary>
    public static bool IsFormatted(string before, string after) => !IsPrintable(before) || !IsPrintable(after);

    /// <summary>A name with spaces ends with a tab, as <c>git diff</c> writes it.</summary>
    private static string InHeader(string name) => name.Contains(' ', StringComparison.Ordinal) ? name + '\t' : name;

    private static bool IsPrintable(string text) => HasShortLines(text) && !text.Any(character => char.IsControl(character) && character != '\n');

    private static bool HasShortLines(string text) => text.Contains('\n', StringComparison.Ordinal) && text.Split('\n').All(line => line.Length <= LongestReadableLine);

    private static string Formatted(string before, string after, string name) => UnifiedDiff.Of($"{name} (formatted)", LaidOut(before), LaidOut(after));

    private static string LaidOut(string text) => JsonNode.Parse(text.TrimStart('\uFEFF'))!.ToJsonString(Layout) + '\n';
}
