using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes outsiders from the principals of a statement. If the statement names no one else, removes the statement.</summary>
internal static class NamedOutsiders
{
    private const int MaxNames = 10;

    public static IEnumerable<PolicyPrincipal> Entries(PolicyStatement statement, Outsider caller) => statement.Principal.IsNegated
        ? []
        : statement.Principal.Entries.Where(entry => caller.Kind switch
        {
            OutsiderKind.Account or OutsiderKind.RoleAccount => entry.Kind == PolicyPrincipalKind.Account && entry.AccountId == caller.AccountId,
            OutsiderKind.Identity or OutsiderKind.OtherTenant => entry.Text == caller.Name || entry.Text == caller.ExamplePrincipal
                || (entry.Kind == PolicyPrincipalKind.Account && entry.AccountId == caller.AccountId),
            OutsiderKind.Federated => entry.Text == caller.Name,
            _ => false,
        });

    /// <summary>Removes the outsiders, and describes the changes. Null if the statement names none of them.</summary>
    /// <param name="draft">The policy.</param>
    /// <param name="editor">The editor of its text.</param>
    /// <param name="index">The index of the statement.</param>
    /// <param name="callers">The outsiders that the statement allows.</param>
    /// <param name="isForRole">Whether to replace the account of the cluster's role with the role.</param>
    public static IEnumerable<string>? Remove(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers, bool isForRole)
    {
        var statement = draft.Statements[index];
        var unwanted = callers.SelectMany(caller => Entries(statement, caller)).Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
        if (unwanted.Count == 0)
        {
            return null;
        }

        if (isForRole && Account(statement, callers) is { } meant)
        {
            var role = RoleOf(draft, meant);
            editor.ReplacePrincipal(index, meant, role.Value);
            unwanted.Remove(meant);
            var changes = unwanted.Count > 0 && editor.RemovePrincipals(index, unwanted.Contains) ? Removed(draft, index, unwanted) : [];
            return [$"{draft.Name(index)}: the whole account {meant} is replaced with the cluster's role {role.Value}.", .. changes];
        }

        if (editor.RemovePrincipals(index, unwanted.Contains))
        {
            return Removed(draft, index, unwanted);
        }

        editor.RemoveStatement(index);
        return [$"{draft.Name(index)} is removed, since it allows only {Listing.UpTo(MaxNames, [.. unwanted])}."];
    }

    private static IEnumerable<string> Removed(PolicyDraft draft, int index, HashSet<string> unwanted) =>
        [$"{draft.Name(index)}: {Listing.UpTo(MaxNames, [.. unwanted])} {(unwanted.Count == 1 ? "is" : "are")} removed."];

    /// <summary>
    /// Indexes of the statements that name the whole account of the role, but are probably meant for the role. They have no conditions, and allow needed
    /// actions that no statement allows to the role by its ARN.
    /// </summary>
    public static HashSet<int> MeantForRole(PolicyDraft draft, ILookup<int, Outsider> byStatement)
    {
        var meant = new HashSet<int>();
        if (draft.Subject.Roles is not [var role])
        {
            // With several roles it is unknown which one is meant, so RoleAccessRepair adds a separate statement.
            return meant;
        }

        var calls = new RoleCalls(draft.Reading, role, draft.Subject.Moment);
        var missing = KmsActions.Required.Where(action => !IsGivenByName(draft, role, calls.Make(RoleScenario.Direct, action))).ToHashSet(StringComparer.Ordinal);
        foreach (var statement in draft.Statements.Where(statement => statement is { Conditions: [], Action: not null } && byStatement.Contains(statement.Index)))
        {
            var given = missing.Where(new ActionMatcher(statement.Action!).IsMatch).ToList();
            if (given.Count > 0
                && Account(statement, [.. byStatement[statement.Index]]) is not null
                && statement.Principal.Entries.All(entry => entry.Text != role.Value))
            {
                meant.Add(statement.Index);
                missing.ExceptWith(given);
            }
        }

        return meant;
    }

    private static Naming.Arn RoleOf(PolicyDraft draft, string account) => draft.Subject.Roles.First(role => account.Contains(role.AccountId, StringComparison.Ordinal));

    private static string? Account(PolicyStatement statement, ImmutableArray<Outsider> callers) =>
        callers.Where(caller => caller.Kind == OutsiderKind.RoleAccount).SelectMany(caller => Entries(statement, caller)).FirstOrDefault()?.Text;

    private static bool IsGivenByName(PolicyDraft draft, Naming.Arn role, AccessRequest request) => draft.Reading.WithoutGrants.Evaluate(request).Statements.Any(match =>
        match is { Effect: StatementEffect.Allow, Matches: Ternary.Yes }
        && draft.Statements[match.Index].Principal is { IsNegated: false } principal
        && principal.Entries.Any(entry => entry.Text == role.Value));
}
