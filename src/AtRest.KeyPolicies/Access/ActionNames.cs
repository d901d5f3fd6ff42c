using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>Writes sets of actions in the short form that policies use, such as <c>kms:*</c> and <c>kms:ReEncrypt*</c>.</summary>
public static class ActionNames
{
    /// <summary>Replaces actions by a documented pattern if the set has every action that the pattern matches. The result is in alphabetical order.</summary>
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
