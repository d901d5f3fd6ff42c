using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes unique IDs of deleted principals. They match no principal, so no one loses access.</summary>
internal sealed class DeletedPrincipalRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.NoDeletedPrincipals];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var editor = draft.Edit();
        var changes = new List<string>();
        foreach (var statement in draft.Statements.Reverse())
        {
            var deleted = statement.Principal.Entries.Where(Principals.IsDeleted)
                .Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
            if (deleted.Count == 0)
            {
                continue;
            }

            if (editor.RemovePrincipals(statement.Index, deleted.Contains))
            {
                changes.Insert(0, $"{draft.Name(statement.Index)}: the {Describe(deleted)}, {(deleted.Count == 1 ? "is" : "are")} removed.");
            }
            else if (!statement.Principal.IsNegated)
            {
                editor.RemoveStatement(statement.Index);
                changes.Insert(0, $"{draft.Name(statement.Index)} is removed, since it names only the {Describe(deleted)}.");
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    private static string Describe(HashSet<string> ids) =>
        $"unique {(ids.Count == 1 ? "ID of a deleted principal" : "IDs of deleted principals")}, {Listing.Of([.. ids])}";
}
