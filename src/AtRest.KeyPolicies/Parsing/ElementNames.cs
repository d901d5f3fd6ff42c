using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Reads the names of elements, and reports unknown and duplicate names.</summary>
internal static class ElementNames
{
    /// <summary>
    /// The effect of a duplicate key in AWS KMS (https://repost.aws/knowledge-center/kms-policy-error-invalid-principals: "Remove duplicate JSON policy
    /// elements") and in other tools (https://github.com/hashicorp/terraform-provider-aws/issues/33026).
    /// </summary>
    public const string DuplicateKeys = "AWS KMS rejects a policy with duplicate keys (MalformedPolicyDocumentException), and other tools silently keep only one of them.";

    /// <summary>
    /// Reads a property name and moves to its value. Returns null, and reports an error, if AWS has no such element here. A duplicate is an error as well:
    /// "Individual elements must not contain multiple instances of the same key"
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
    /// </summary>
    public static string? Read(ref JsonCursor cursor, string path, string owner, ImmutableArray<string> known, HashSet<string> seen)
    {
        var at = cursor.Position;
        var name = cursor.Text(path);
        cursor.Read();
        if (!known.Contains(name))
        {
            var meant = known.FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
            var hint = meant is null ? $"The elements are {string.Join(", ", known)}." : $"Did you mean {meant}? Names are case-sensitive.";
            cursor.Issues.Error($"{path}.{name}", at, $"'{name}' is not an element of {owner}. {hint}");
            return null;
        }

        if (!seen.Add(name))
        {
            cursor.Issues.Error($"{path}.{name}", at, $"{name} appears twice in {owner}. {DuplicateKeys} Keep one {name}.");
        }

        return name;
    }
}
