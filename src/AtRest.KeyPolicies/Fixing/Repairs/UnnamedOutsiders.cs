using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Outsiders that come in because a statement speaks of everybody. Where the owner's account is listed beside the star, the star goes; else a
/// condition keeps the statement for the owner's account, whose own callers lose nothing.
/// </summary>
internal static class UnnamedOutsiders
{
    /// <summary>Null if the statement speaks of nobody but those it names, or has no room for a condition.</summary>
    public static IEnumerable<string>? ShutOut(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers)
    {
        var statement = draft.Statements[index];
        var owner = draft.Subject.Key.AccountId;
        if (!(statement.Principal.IsNegated || statement.Principal.NamesEveryone) || callers.All(caller => caller.Kind == OutsiderKind.Service))
        {
            return null;
        }

        var isOwnerListed = !statement.Principal.IsNegated
            && statement.Principal.Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Account && entry.AccountId == owner);
        if (isOwnerListed && editor.RemovePrincipals(index, text => text == "*"))
        {
            return [$"{draft.Name(index)}: \"*\", which is everybody, is removed; the account {owner} and the others that are listed stay."];
        }

        // Services that are listed as well meet no condition on the caller's account: they get their own statement first.
        var services = statement.Principal.IsNegated ? [] : OutsideServices.PinNamed(draft, editor, index, _ => true);
        return ConditionEdits.PinToAccount(editor, index, owner)
            ? [.. services, $"{draft.Name(index)}: a condition keeps it for callers of the owner's account {owner}."]
            : services is [] ? null : services;
    }
}
