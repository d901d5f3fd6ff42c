using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Removes the access of outsiders from statements that apply to everyone. If the statement lists the owner's account in addition to <c>*</c>, removes
/// <c>*</c>. Otherwise adds a condition that restricts the statement to the owner's account.
/// </summary>
internal static class UnnamedOutsiders
{
    /// <summary>Removes the access, and describes the changes. Null if the statement applies only to principals that it names, or if the condition cannot be added.</summary>
    public static IEnumerable<string>? RemoveAccess(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers)
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
            return [$"{draft.Name(index)}: \"*\" (everyone) is removed. The account {owner} and the other listed principals remain."];
        }

        // Listed services do not meet a condition on the caller's account, so they get a separate statement first.
        var services = statement.Principal.IsNegated ? [] : OutsideServices.RestrictListed(draft, editor, index, _ => true);
        return ConditionEdits.RestrictToAccount(editor, index, owner)
            ? [.. services, $"{draft.Name(index)}: a condition restricts the statement to callers of the owner's account {owner}."]
            : services is [] ? null : services;
    }
}
