using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Names of elements: known or not, and only once each.</summary>
internal static class ElementNames
{
    /// <summary>
    /// What AWS KMS does with a repeated key (https://repost.aws/knowledge-center/kms-policy-error-invalid-principals: "Remove duplicate JSON policy elements"),
    /// and what others do with it (https://github.com/hashicorp/terraform-provider-aws/issues/33026).
    /// </summary>
    public const string DuplicateKeys = "AWS KMS rejects a policy with duplicate keys (MalformedPolicyDocumentException), other tools silently keep one of them.";

    /// <summary>
    /// Reads a property name and steps to its value. Null if AWS knows no such element here; that is reported.
    /// "Individual elements must not contain multiple instances of the same key" (the grammar's notes), so a repetition is an error too.
    /// </summary>
    public static string? Read(ref JsonCursor cursor, string path, string owner, ImmutableArray<string> known, HashSet<string> seen)
    {
        var at = cursor.Position;
        var name = cursor.Text(path);
        cursor.Read();
        if (!known.Contains(name))
        {
            var meant = known.FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
            var hint = meant is null ? $"It may hold {string.Join(", ", known)}." : $"Did you mean {meant}? Upper and lower case matter.";
            cursor.Issues.Error($"{path}.{name}", at, $"'{name}' is not an element of {owner}. {hint}");
            return null;
        }

        if (!seen.Add(name))
        {
            cursor.Issues.Error($"{path}.{name}", at, $"{name} is in {owner} twice. {DuplicateKeys} Keep one {name}.");
        }

        return name;
    }
}
