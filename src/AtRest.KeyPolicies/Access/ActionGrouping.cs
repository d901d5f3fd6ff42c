using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Access;

/// <summary>Groups actions that a policy treats in the same way, so that each group is evaluated only once.</summary>
internal static class ActionGrouping
{
    /// <summary>
    /// The actions in statements that are not in <see cref="KmsActions"/>, such as actions that AWS added later. A pattern that matches no known action is
    /// represented by its shortest text.
    /// </summary>
    public static ImmutableArray<string> Unlisted(KeyPolicy policy) =>
    [
        .. (from statement in policy.Statements
            where statement.Action is { IsNegated: false }
            from pattern in statement.Action!.Patterns
            where pattern.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) && !Exists(pattern)
            let name = pattern.Replace("*", "", StringComparison.Ordinal).Replace('?', 'X')
            where name.Length > "kms:".Length
            select name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
    ];

    private static bool Exists(string pattern)
    {
        if (KmsActions.All.ContainsKey(pattern))
        {
            return true;
        }

        var matcher = new ActionMatcher(new PatternElement(false, [pattern]));
        return KmsActions.Names.Concat(KmsActions.WithoutKeyPolicy).Any(matcher.IsMatch);
    }

    /// <summary>
    /// The groups, in alphabetical order of their first actions. RetireGrant has its own group, since AWS documents other condition keys for it. Unlisted
    /// actions have their own groups, since nothing is known about their condition keys.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="unlisted">See <see cref="Unlisted"/>.</param>
    /// <param name="limitedKeys">The condition keys in the policy that AWS does not send with every action. Actions with and without a key are in different groups.</param>
    public static ImmutableArray<ImmutableArray<string>> Of(KeyPolicy policy, ImmutableArray<string> unlisted, ImmutableArray<string> limitedKeys)
    {
        var matchers = policy.Statements.Select(statement => statement.Action is { } element ? new ActionMatcher(element) : null).ToList();
        return [.. KmsActions.Names.Concat(unlisted).GroupBy(Signature, StringComparer.Ordinal).Select(group => group.ToImmutableArray())];

        string Signature(string action) => action == KmsActions.RetireGrant || !KmsActions.All.ContainsKey(action)
            ? action
            : string.Create(matchers.Count + limitedKeys.Length, (matchers, limitedKeys, action), static (text, state) =>
            {
                for (var i = 0; i < state.matchers.Count; i++)
                {
                    text[i] = state.matchers[i]?.IsMatch(state.action) == true ? '1' : '0';
                }

                for (var i = 0; i < state.limitedKeys.Length; i++)
                {
                    text[state.matchers.Count + i] = KeyOperations.MayHave(state.limitedKeys[i], state.action) ? '1' : '0';
                }
            });
    }
}
