using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes actions that the cluster's role does not need. If a statement also applies to other principals, removes the role from the statement instead.</summary>
internal sealed class ExcessRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.LeastPrivilege];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = new List<string>();
        foreach (var (index, role) in draft.Subject.Roles.SelectMany(role => Statements(draft, role).Select(index => (index, role))).DistinctBy(pair => pair.index).OrderByDescending(pair => pair.index))
        {
            if (RemoveExcess(draft, editor, index, role) is { } change)
            {
                changes.Insert(0, change);
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    /// <summary>Indexes of the statements that give the role an action that it does not need, certainly or possibly.</summary>
    private static HashSet<int> Statements(PolicyDraft draft, Naming.Arn role)
    {
        var judge = new RoleJudge(draft.Reading, [], role, draft.Subject.Moment);
        var calls = new RoleCalls(draft.Reading, role, draft.Subject.Moment);
        return [.. from caller in judge.Callers
                   from action in KmsActions.Names
                   where !KmsActions.Permitted.Contains(action)
                   from scenario in RoleScenario.All
                   where judge.IsPossible(scenario, action, caller)
                   from match in draft.Reading.WithoutGrants.Evaluate(calls.Make(scenario, action) with { Principal = caller }).Statements
                   where match.Effect == StatementEffect.Allow && match.Matches != Ternary.No
                   select match.Index];
    }

    private static string? RemoveExcess(PolicyDraft draft, PolicyEditor editor, int index, Naming.Arn role)
    {
        var statement = draft.Statements[index];
        if (ConditionEdits.NamesOnly(statement, draft.Subject.Roles))
        {
            return Narrow(draft, editor, index);
        }

        if (statement.Principal.Entries.Any(IsRole) && !statement.Principal.IsNegated)
        {
            return editor.RemovePrincipals(index, text => text == role.Value || statement.Principal.Entries.Any(entry => entry.Text == text && IsRole(entry)))
                ? $"{draft.Name(index)}: the cluster's role is removed, since the statement allows more than the role needs."
                : null;
        }

        if (statement.Conditions.FirstOrDefault(Admitting) is { } condition && editor.RemoveConditionValues(index, condition, value => value == role.Value))
        {
            return $"{draft.Name(index)}: the cluster's role is removed from the condition on {condition.Key}.";
        }

        return ConditionEdits.Exempt(editor, statement, index, role.Value)
            ? $"{draft.Name(index)}: a condition excludes the cluster's role, since the statement allows more than the role needs."
            : null;

        bool IsRole(PolicyPrincipal entry) => entry.Text == role.Value || Principals.IsSessionOf(entry, role);

        bool Admitting(PolicyCondition condition) =>
            condition.Key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase) && ConditionEdits.Admits(condition) && condition.Values.Contains(role.Value);
    }

    private static string Narrow(PolicyDraft draft, PolicyEditor editor, int index)
    {
        var element = draft.Statements[index].Action!;
        var right = element.IsNegated ? [] : element.Patterns.RemoveAll(pattern => !IsNeeded(pattern));
        var left = element.IsNegated ? Needed(new ActionMatcher(element), right) : [.. element.Patterns.SelectMany(pattern => NeededOf(pattern))];
        if (left.IsEmpty)
        {
            editor.RemoveStatement(index);
            return $"{draft.Name(index)} is removed, since the cluster's role needs none of its actions.";
        }

        if (element.IsNegated)
        {
            editor.Set(index, "NotAction", PolicyEditor.Strings(left), newName: "Action");
        }
        else
        {
            editor.NarrowActions(index, NeededOf);
        }

        return $"{draft.Name(index)}: only the actions that the cluster's role needs remain.";

        ImmutableArray<string> NeededOf(string pattern) => right.Contains(pattern) ? [pattern] : Needed(MatcherOf(pattern), right);
    }

    /// <summary>Whether a pattern allows only actions that the role may have, so that it stays unchanged.</summary>
    private static bool IsNeeded(string pattern)
    {
        var matcher = MatcherOf(pattern);
        return KmsActions.Names.All(action => !matcher.IsMatch(action) || KmsActions.Permitted.Contains(action));
    }

    /// <summary>The needed actions of a wider pattern, without those that the unchanged patterns already allow.</summary>
    private static ImmutableArray<string> Needed(ActionMatcher wide, ImmutableArray<string> staying)
    {
        var given = staying.Select(MatcherOf).ToList();
        return ActionNames.Condense(KmsActions.Permitted.Where(action => wide.IsMatch(action) && !given.Exists(matcher => matcher.IsMatch(action))));
    }

    private static ActionMatcher MatcherOf(string pattern) => new(new PatternElement(false, [pattern]));
}
