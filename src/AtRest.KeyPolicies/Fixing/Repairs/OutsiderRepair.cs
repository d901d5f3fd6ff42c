using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes the access of outsiders from each statement that allows them. All other principals keep their access.</summary>
internal sealed class OutsiderRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.NotPublic, PolicyRequirement.NoOutsiders];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var callers = draft.Analysis.Outsiders;
        var byStatement = callers
            .SelectMany(caller => AllowingStatements(draft, caller).Select(index => (index, caller)))
            .ToLookup(pair => pair.index, pair => pair.caller);
        var forRole = NamedOutsiders.MeantForRole(draft, byStatement);
        var editor = draft.Edit();
        var changes = new List<string>();

        // From the end, so that the indexes of the remaining statements stay valid.
        foreach (var statement in byStatement.OrderByDescending(group => group.Key))
        {
            changes.InsertRange(0, RemoveAccess(draft, editor, statement.Key, [.. statement], forRole.Contains(statement.Key)));
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    private static IEnumerable<string> RemoveAccess(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers, bool isForRole)
    {
        // If a condition names the outsiders, the condition is changed first, since other callers may share the principals.
        var isByCondition = callers.All(caller => !caller.AdmittedBy.IsEmpty && draft.Statements[index].Principal.Entries.All(entry => entry.Text != caller.ExamplePrincipal));
        return (isByCondition ? OutsidersByCondition.Remove(draft, editor, index, callers) : null)
            ?? NamedOutsiders.Remove(draft, editor, index, callers, isForRole)
            ?? OutsidersByCondition.Remove(draft, editor, index, callers)
            ?? UnnamedOutsiders.RemoveAccess(draft, editor, index, callers)
            ?? OutsideServices.Restrict(draft, editor, index, callers)
            ?? [];
    }

    /// <summary>Indexes of the Allow statements that give the caller access, certainly or possibly.</summary>
    private static IEnumerable<int> AllowingStatements(PolicyDraft draft, Outsider caller)
    {
        var statements = caller.Reach.Statements.Concat(caller.Reach.DoubtfulStatements).Where(draft.IsAllow).Distinct().ToList();

        // If only a Deny makes the access uncertain, the reach names no Allow.
        return statements.Count > 0
            ? statements
            : draft.Statements.Where(statement => statement.Effect == StatementEffect.Allow && NamedOutsiders.Entries(statement, caller).Any())
                .Select(statement => statement.Index);
    }
}
