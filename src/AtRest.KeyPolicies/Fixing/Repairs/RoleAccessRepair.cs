using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Adds a statement for the actions that the cluster's role needs and that no statement allows without a condition.</summary>
internal sealed class RoleAccessRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.RolesCanUseTheKey];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = ImmutableArray.CreateBuilder<string>();
        var sids = draft.Statements.Select(statement => statement.Sid).ToHashSet(StringComparer.Ordinal);
        foreach (var group in draft.Subject.Roles.GroupBy(role => string.Join(' ', Missing(draft, role)), role => role).Where(group => group.Key.Length > 0))
        {
            ImmutableArray<string> roles = [.. group.Select(role => role.Value)];
            var patterns = PolicyPatch.Patterns(group.Key.Split(' '));
            var sid = PolicyPatch.FreeSid(sids, PolicyPatch.RoleSid);
            sids.Add(sid);
            editor.AppendStatement(NewStatements.ForRoles(sid, roles, patterns));
            changes.Add($"Statement \"{sid}\" is added. It allows {(roles.Length == 1 ? "the cluster's role" : Listing.Of(roles))} to call {Listing.Of(patterns)}.");
        }

        return changes.Count == 0 ? null : new(editor.Text, changes.ToImmutable());
    }

    private static IEnumerable<string> Missing(PolicyDraft draft, Naming.Arn role)
    {
        var calls = new RoleCalls(draft.Reading, role, draft.Subject.Moment);
        return draft.Analysis.AccessOf(role)
            .Where(answer => answer.Scenario != RoleScenario.Volumes && !answer.IsGranted && !IsAllowed(draft.Reading.WithoutGrants.Evaluate(calls.Make(answer.Scenario, answer.Action)), draft, role))
            .Select(answer => answer.Action)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether an Allow already matches, so that another one would not help. For a role in the owner's account, a statement that names only the account does
    /// not count, since the IAM policies of the account decide then.
    /// </summary>
    private static bool IsAllowed(AccessDecision decision, PolicyDraft draft, Naming.Arn role) => decision.Statements.Any(match =>
        match.Effect == StatementEffect.Allow && match.Matches == Ternary.Yes && NamesRole(draft.Statements[match.Index], role, draft.Subject.Key.AccountId));

    private static bool NamesRole(PolicyStatement statement, Naming.Arn role, string owner) =>
        role.AccountId != owner || statement.Principal.IsNegated || statement.Principal.NamesEveryone || statement.Principal.Entries.Any(entry => entry.Text == role.Value);
}
