using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Removes the access of outsiders that get in because a statement is about everybody. If the owner's account is listed beside the star, removes the
/// star; otherwise adds a condition that restricts the statement to the owner's account.
/// </summary>
internal static class UnnamedOutsiders
{
    /// <summary>The changes; null if the statement is only about principals that it names, or if the condition cannot be added.</summary>
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
