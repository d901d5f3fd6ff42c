using System.Collections.Immutable;
using AtRest.Core.Policies.Access;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>Takes away what outsiders have: each statement that lets some in is changed by itself, and keeps whom it lets in rightly.</summary>
internal sealed class OutsiderRepair : IRepair
{
    public ImmutableArray<string> Rules { get; } = [PublicKeyRule.Id, ForeignAccessRule.Id];

    public Amendment? Propose(PolicyDraft draft)
    {
        var callers = draft.Reading.ForeignersBut(draft.Subject.Role, draft.Subject.Moment);
        var byStatement = callers
            .SelectMany(caller => Opening(draft, caller).Select(index => (index, caller)))
            .ToLookup(pair => pair.index, pair => pair.caller);
        var forRole = NamedOutsiders.MeantForRole(draft, byStatement);
        var editor = draft.Edit();
        var changes = new List<string>();

        // From the end, so that the numbers of those that are still to come stay right.
        foreach (var statement in byStatement.OrderByDescending(group => group.Key))
        {
            changes.InsertRange(0, Mend(draft, editor, statement.Key, [.. statement], forRole.Contains(statement.Key)));
        }

        return changes.Count == 0 ? null : new(editor.Text, [.. changes]);
    }

    private static IEnumerable<string> Mend(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<ForeignCaller> callers, bool isForRole) =>
        NamedOutsiders.Remove(draft, editor, index, callers, isForRole)
        ?? OutsidersByCondition.Remove(draft, editor, index, callers)
        ?? UnnamedOutsiders.ShutOut(draft, editor, index, callers)
        ?? OutsideServices.Pin(draft, editor, index, callers)
        ?? [];

    /// <summary>The Allow statements through which the caller gets in, or may get in.</summary>
    private static IEnumerable<int> Opening(PolicyDraft draft, ForeignCaller caller)
    {
        var told = caller.Reach.Statements.Concat(caller.Reach.DoubtfulStatements).Where(draft.IsAllow).Distinct().ToList();

        // Where only a Deny leaves it open, no Allow is told of.
        return told.Count > 0
            ? told
            : draft.Statements.Where(statement => statement.Effect == StatementEffect.Allow && NamedOutsiders.Entries(statement, caller).Any())
                .Select(statement => statement.Index);
    }
}
