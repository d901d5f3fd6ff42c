using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes the unique ids of deleted principals. They match nobody, so nobody loses access.</summary>
internal sealed class OrphanRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.NoDeletedPrincipals];

    public Amendment? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = new List<string>();
        foreach (var statement in draft.Statements.Reverse())
        {
            var orphans = statement.Principal.Entries.Where(Principals.IsDeleted)
                .Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
            if (orphans.Count == 0)
            {
                continue;
            }

            if (editor.RemovePrincipals(statement.Index, orphans.Contains))
            {
                changes.Insert(0, $"{draft.Name(statement.Index)}: {Listing.Of([.. orphans])}, left behind by a deleted principal, is removed.");
            }
            else if (!statement.Principal.IsNegated)
            {
                editor.RemoveStatement(statement.Index);
                changes.Insert(0, $"{draft.Name(statement.Index)} is removed: it spoke of nobody but {Listing.Of([.. orphans])}, left behind by a deleted principal.");
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }
}
