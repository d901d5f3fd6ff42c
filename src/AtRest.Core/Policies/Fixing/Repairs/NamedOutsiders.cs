using System.Collections.Immutable;
using AtRest.Core.Policies.Access;
using AtRest.Core.Policies.Matching;
using AtRest.Core.Rules;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>Outsiders that a statement names: they leave its list, or the statement goes where nobody else is in it.</summary>
internal static class NamedOutsiders
{
    private const int MaxNames = 10;

    public static IEnumerable<PolicyPrincipal> Entries(PolicyStatement statement, ForeignCaller caller) => statement.Principal.IsNegated
        ? []
        : statement.Principal.Entries.Where(entry => caller.Kind switch
        {
            ForeignCallerKind.Account or ForeignCallerKind.RoleAccount => entry.Kind == PolicyPrincipalKind.Account && entry.AccountId == caller.Name,
            ForeignCallerKind.Identity or ForeignCallerKind.OtherTenant or ForeignCallerKind.Federated => entry.Text == caller.Name,
            _ => false,
        });

    /// <summary>Null if the statement names none of them.</summary>
    public static IEnumerable<string>? Remove(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<ForeignCaller> callers)
    {
        var statement = draft.Statements[index];
        var unwanted = callers.SelectMany(caller => Entries(statement, caller)).Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
        if (unwanted.Count == 0)
        {
            return null;
        }

        if (Meant(draft, statement, callers) is { } meant)
        {
            editor.ReplacePrincipal(index, meant, draft.Subject.Role.Value);
            unwanted.Remove(meant);
            var changes = unwanted.Count > 0 && editor.RemovePrincipals(index, unwanted.Contains) ? Removed(draft, index, unwanted) : [];
            return [$"{draft.Name(index)}: the cluster's role stands in place of its whole account {meant}.", .. changes];
        }

        if (editor.RemovePrincipals(index, unwanted.Contains))
        {
            return Removed(draft, index, unwanted);
        }

        editor.RemoveStatement(index);
        return [$"{draft.Name(index)} is removed: it let in nobody but {Wording.ListUpTo(MaxNames, [.. unwanted])}."];
    }

    private static IEnumerable<string> Removed(PolicyDraft draft, int index, IReadOnlyCollection<string> unwanted) =>
        [$"{draft.Name(index)}: {Wording.ListUpTo(MaxNames, [.. unwanted])} is removed."];

    /// <summary>The role's whole account, where the role itself was meant: in a statement without conditions that allows what the role needs.</summary>
    private static string? Meant(PolicyDraft draft, PolicyStatement statement, ImmutableArray<ForeignCaller> callers)
    {
        var accounts = callers.Where(caller => caller.Kind == ForeignCallerKind.RoleAccount).SelectMany(caller => Entries(statement, caller));
        return statement is { Conditions: [], Action: { } action }
            && statement.Principal.Entries.All(entry => entry.Text != draft.Subject.Role.Value)
            && KmsActions.Required.Any(new ActionMatcher(action).IsMatch)
            ? accounts.FirstOrDefault()?.Text
            : null;
    }
}
