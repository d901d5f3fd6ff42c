using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Access;

/// <summary>Groups actions that a policy treats alike, so that each group is evaluated only once.</summary>
internal static class ActionGrouping
{
    /// <summary>In alphabetical order of their first actions. RetireGrant is its own group: AWS sends other facts with it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="limitedKeys">Condition keys that the policy names and that do not come with every action: they separate actions too.</param>
    public static ImmutableArray<ImmutableArray<string>> Of(KeyPolicy policy, ImmutableArray<string> limitedKeys)
    {
        var matchers = policy.Statements.Select(statement => statement.Action is { } element ? new ActionMatcher(element) : null).ToList();
        return [.. KmsActions.Names.GroupBy(Signature, StringComparer.Ordinal).Select(group => group.ToImmutableArray())];

        string Signature(string action) => action == KmsActions.RetireGrant
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
