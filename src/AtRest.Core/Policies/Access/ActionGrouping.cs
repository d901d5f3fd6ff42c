using System.Collections.Immutable;
using AtRest.Core.Policies.Matching;

namespace AtRest.Core.Policies.Access;

/// <summary>Puts actions that a policy does not tell apart together, so that each kind needs to be tried only once.</summary>
internal static class ActionGrouping
{
    /// <summary>In alphabetical order of their first actions. RetireGrant stands alone: AWS sends other facts with it.</summary>
    public static ImmutableArray<ImmutableArray<string>> Of(KeyPolicy policy)
    {
        var matchers = policy.Statements.Select(statement => statement.Action is { } element ? new ActionMatcher(element) : null).ToList();
        return [.. KmsActions.Names.GroupBy(Signature, StringComparer.Ordinal).Select(group => group.ToImmutableArray())];

        string Signature(string action) => action == KmsActions.RetireGrant
            ? action
            : string.Create(matchers.Count, (matchers, action), static (text, state) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = state.matchers[i]?.IsMatch(state.action) == true ? '1' : '0';
                }
            });
    }
}
