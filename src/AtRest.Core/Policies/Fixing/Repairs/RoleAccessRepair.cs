using System.Collections.Immutable;
using AtRest.Core.Policies.Access;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>Adds a statement with what the cluster's role needs and nothing allows it without a condition.</summary>
internal sealed class RoleAccessRepair : IRepair
{
    public ImmutableArray<string> Rules { get; } = [RoleAccessRule.Id];

    public Amendment? Propose(PolicyDraft draft)
    {
        var judge = new RoleJudge(draft.Reading, draft.Subject.KnownGrants, draft.Subject.Role, draft.Subject.Moment);
        var calls = new RoleCalls(draft.Reading, draft.Subject.Role, draft.Subject.Moment);
        var missing = (from scenario in RoleScenario.All
                       from action in scenario.Actions
                       where !judge.Judge(scenario, action).IsGranted && !IsAllowed(draft.Reading.Alone.Evaluate(calls.Make(scenario, action)), draft)
                       select action).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        var editor = draft.Edit();
        var statement = NewStatements.ForRole(draft, missing);
        editor.AppendStatement(statement);
        return new(editor.Text, [$"Statement \"{statement["Sid"]}\" is added: it allows the cluster's role {Wording.List(PolicyPatch.Patterns(missing))}."]);
    }

    /// <summary>Whether an Allow is there already, so that another one would not help. Naming the account is none for a role of the owner's own.</summary>
    private static bool IsAllowed(AccessDecision decision, PolicyDraft draft) => decision.Statements.Any(match =>
        match.Effect == StatementEffect.Allow && match.Matches == Ternary.Yes && NamesRole(draft.Statements[match.Index], draft.Subject.Role, draft.Subject.Key.AccountId));

    private static bool NamesRole(PolicyStatement statement, Naming.Arn role, string owner) =>
        role.AccountId != owner || statement.Principal.IsNegated || statement.Principal.NamesEveryone || statement.Principal.Entries.Any(entry => entry.Text == role.Value);
}
