using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>Writes sets of actions as people and policies do: <c>kms:*</c>, <c>kms:ReEncrypt*</c>.</summary>
public static class ActionNames
{
    /// <summary>Joins actions into the documented patterns where all that a pattern matches is there; alphabetical.</summary>
    public static ImmutableArray<string> Condense(IEnumerable<string> actions)
    {
        var all = actions.ToHashSet(StringComparer.Ordinal);
        if (KmsActions.Names.All(all.Contains))
        {
            return ["kms:*"];
        }

        Join("kms:ReEncrypt*", ["kms:ReEncryptFrom", "kms:ReEncryptTo"]);
        Join(
            "kms:GenerateDataKey*",
            ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]);
        return [.. all.Order(StringComparer.Ordinal)];

        void Join(string pattern, ImmutableArray<string> members)
        {
            if (members.All(all.Contains))
            {
                all.ExceptWith(members);
                all.Add(pattern);
            }
        }
    }
}
