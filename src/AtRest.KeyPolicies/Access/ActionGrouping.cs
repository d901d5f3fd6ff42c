using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Access;

/// <summary>Groups actions that a policy treats alike, so that each group is evaluated only once.</summary>
internal static class ActionGrouping
{
    /// <summary>Actions that statements name and that AtRest does not know: a pattern that matches no known one is shown by one of its shortest texts.</summary>
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

    /// <summary>In alphabetical order of their first actions. RetireGrant is its own group: AWS sends other facts with it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="unlisted">See <see cref="Unlisted"/>.</param>
    /// <param name="limitedKeys">Condition keys that the policy names and that do not come with every action: they separate actions too.</param>
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
