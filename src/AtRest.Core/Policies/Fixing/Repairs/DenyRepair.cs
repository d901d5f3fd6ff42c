using System.Collections.Immutable;
using AtRest.Core.Policies.Access;
using AtRest.Core.Policies.Matching;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>
/// Exempts the cluster's role from what denies it a call that it needs. Everybody else is denied as before. A Deny that only perhaps meets the
/// role, by a condition on something unknown, is left alone: whoever wrote it may have meant the role.
/// </summary>
internal sealed class DenyRepair : IRepair
{
    public ImmutableArray<string> Rules { get; } = [RoleAccessRule.Id];

    public Amendment? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = new List<string>();
        foreach (var index in Denials(draft).OrderDescending())
        {
            if (Mend(draft, editor, index) is { } change)
            {
                changes.Insert(0, change);
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    private static HashSet<int> Denials(PolicyDraft draft)
    {
        var judge = new RoleJudge(draft.Reading, draft.Subject.KnownGrants, draft.Subject.Role, draft.Subject.Moment);
        var calls = new RoleCalls(draft.Reading, draft.Subject.Role, draft.Subject.Moment);
        var found = new HashSet<int>();
        foreach (var scenario in RoleScenario.All)
        {
            foreach (var action in scenario.Actions)
            {
                var answer = judge.Judge(scenario, action);
                var request = calls.Make(scenario, action);
                found.UnionWith(draft.Reading.Alone.Evaluate(request).Statements
                    .Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes)
                    .Select(match => match.Index));
                found.UnionWith(answer.Culprits.Where(index => answer.State == RoleAccessState.Uncertain && IsSurelyMet(draft.Statements[index], request)));
            }
        }

        return found;
    }

    /// <summary>A Deny that is open only by whom it names, not by a condition: one that may exempt the role, or denies one of its sessions.</summary>
    private static bool IsSurelyMet(PolicyStatement statement, AccessRequest request) =>
        statement.Effect == StatementEffect.Deny && !MentionedKeys.Of(statement).Overlaps(request.Unknown);

    private static string? Mend(PolicyDraft draft, PolicyEditor editor, int index)
    {
        var statement = draft.Statements[index];
        var role = draft.Subject.Role;
        var named = statement.Principal.Entries.Where(entry => entry.Text == role.Value || Principals.IsSessionOf(entry, role))
            .Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
        if (statement.Principal.IsNegated || named.Count == 0)
        {
            return ConditionEdits.Exempt(editor, statement, index, role.Value) ? $"{draft.Name(index)}: a condition exempts the cluster's role from the Deny." : null;
        }

        if (editor.RemovePrincipals(index, named.Contains))
        {
            return $"{draft.Name(index)}: the cluster's role is removed from those that it denies.";
        }

        if (statement.Action is not { IsNegated: false } action || action.Patterns.All(IsNeeded))
        {
            editor.RemoveStatement(index);
            return $"{draft.Name(index)} is removed: it denied the cluster's role, and nobody else, what the role needs.";
        }

        editor.NarrowActions(index, pattern => IsNeeded(pattern) ? [] : [pattern]);
        return $"{draft.Name(index)}: it no longer denies the cluster's role what the role needs.";
    }

    private static bool IsNeeded(string pattern) => KmsActions.Required.Any(new ActionMatcher(new PatternElement(false, [pattern])).IsMatch);
}
