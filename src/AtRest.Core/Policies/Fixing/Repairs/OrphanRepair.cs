using System.Collections.Immutable;
using AtRest.Core.Policies.Access;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>Takes out what deleted principals left behind. It matches nobody, so nobody loses anything.</summary>
internal sealed class OrphanRepair : IRepair
{
    public ImmutableArray<string> Rules { get; } = [DeletedPrincipalsRule.Id];

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
                changes.Insert(0, $"{draft.Name(statement.Index)}: {Wording.List([.. orphans])}, left behind by a deleted principal, is removed.");
            }
            else if (!statement.Principal.IsNegated)
            {
                editor.RemoveStatement(statement.Index);
                changes.Insert(0, $"{draft.Name(statement.Index)} is removed: it spoke of nobody but {Wording.List([.. orphans])}, left behind by a deleted principal.");
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }
}
