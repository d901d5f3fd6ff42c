using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Exempts the cluster's role from each Deny of a call that it needs. The Deny still applies to everyone else. A Deny that depends on something unknown
/// is not changed, since its author may intend to deny the role.
/// </summary>
internal sealed class DenyRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.RolesCanUseTheKey];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = new List<string>();
        foreach (var (index, denied) in Denials(draft).Reverse())
        {
            if (Exempt(draft, editor, index, denied) is { } change)
            {
                changes.Insert(0, change);
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    /// <summary>The Deny statements that deny needed calls, each with the roles to which it denies them.</summary>
    private static SortedDictionary<int, List<string>> Denials(PolicyDraft draft)
    {
        var found = new SortedDictionary<int, List<string>>();
        foreach (var role in draft.Subject.Roles)
        {
            var calls = new RoleCalls(draft.Reading, role, draft.Subject.Moment);
            foreach (var answer in draft.Analysis.AccessOf(role))
            {
                if (answer.Scenario == RoleScenario.Volumes)
                {
                    Add(answer.State == RoleAccessState.Forbidden ? answer.Culprits : [], calls.InfrastructureArn);
                    continue;
                }

                var request = calls.Make(answer.Scenario, answer.Action);
                Add(draft.Reading.WithoutGrants.Evaluate(request).Statements
                    .Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes)
                    .Select(match => match.Index), role.Value);
                Add(answer.Culprits.Where(index => answer.State == RoleAccessState.Uncertain && IsSurelyMet(draft.Statements[index], request)), role.Value);
            }
        }

        return found;

        void Add(IEnumerable<int> statements, string principal)
        {
            foreach (var index in statements)
            {
                if (!found.TryGetValue(index, out var principals))
                {
                    found.Add(index, principals = []);
                }

                if (!principals.Contains(principal))
                {
                    principals.Add(principal);
                }
            }
        }
    }

    /// <summary>Whether a Deny is uncertain only because of its principals, not because of a condition: it may exempt the role, or denies a session of it.</summary>
    private static bool IsSurelyMet(PolicyStatement statement, AccessRequest request) =>
        statement.Effect == StatementEffect.Deny && !MentionedKeys.Of(statement).Overlaps(request.Unknown);

    private static string? Exempt(PolicyDraft draft, PolicyEditor editor, int index, List<string> denied)
    {
        var statement = draft.Statements[index];
        var named = statement.Principal.Entries.Where(entry => draft.Subject.Roles.Any(role => denied.Contains(role.Value) && (entry.Text == role.Value || Principals.IsSessionOf(entry, role))))
            .Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
        if (statement.Principal.IsNegated || named.Count == 0)
        {
            return ConditionEdits.Exempt(editor, statement, index, [.. denied]) ? $"{draft.Name(index)}: a condition exempts {Listing.Of(denied)} from the Deny." : null;
        }

        if (editor.RemovePrincipals(index, named.Contains))
        {
            return $"{draft.Name(index)}: the cluster's role is removed from the denied principals.";
        }

        if (statement.Action is not { IsNegated: false } action || action.Patterns.All(IsNeeded))
        {
            editor.RemoveStatement(index);
            return $"{draft.Name(index)} is removed, since it denies only the cluster's role, and only actions that the role needs.";
        }

        editor.NarrowActions(index, pattern => IsNeeded(pattern) ? [] : [pattern]);
        return $"{draft.Name(index)}: the actions that the cluster's role needs are removed from the denied actions.";
    }

    private static bool IsNeeded(string pattern) => KmsActions.Required.Any(new ActionMatcher(new PatternElement(false, [pattern])).IsMatch);
}
