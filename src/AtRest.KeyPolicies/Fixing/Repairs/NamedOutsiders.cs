using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes outsiders that a statement names: from its list of principals, or with the whole statement if it names nobody else.</summary>
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

    /// <summary>Null if the statement names none of them.</summary>
    /// <param name="draft">The policy.</param>
    /// <param name="editor">Its text as it is changed.</param>
    /// <param name="index">The statement.</param>
    /// <param name="callers">The outsiders that it lets in.</param>
    /// <param name="isForRole">Whether the cluster's role replaces its account there.</param>
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
            return [$"{draft.Name(index)}: the whole account {meant} is replaced by the cluster's role {role.Value}.", .. changes];
        }

        if (editor.RemovePrincipals(index, unwanted.Contains))
        {
            return Removed(draft, index, unwanted);
        }

        editor.RemoveStatement(index);
        return [$"{draft.Name(index)} is removed: it let in nobody but {Listing.UpTo(MaxNames, [.. unwanted])}."];
    }

    private static IEnumerable<string> Removed(PolicyDraft draft, int index, IReadOnlyCollection<string> unwanted) =>
        [$"{draft.Name(index)}: {Listing.UpTo(MaxNames, [.. unwanted])} is removed."];

    /// <summary>
    /// The statements that name the role's whole account but mean the role: those without conditions that allow what the role needs and
    /// no other statement gives it by name.
    /// </summary>
    public static HashSet<int> MeantForRole(PolicyDraft draft, ILookup<int, Outsider> byStatement)
    {
        var meant = new HashSet<int>();
        if (draft.Subject.Roles is not [var role])
        {
            // Of several roles it is unknown which one was meant: each gets a statement of its own.
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

    private static bool IsGivenByName(PolicyDraft draft, Naming.Arn role, AccessRequest request) => draft.Reading.Alone.Evaluate(request).Statements.Any(match =>
        match is { Effect: StatementEffect.Allow, Matches: Ternary.Yes }
        && draft.Statements[match.Index].Principal is { IsNegated: false } principal
        && principal.Entries.Any(entry => entry.Text == role.Value));
}
