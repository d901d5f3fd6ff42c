using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Gives control back to the owner's root user: adds a statement that allows everything, and exempts the root user from each Deny that certainly applies.</summary>
internal sealed class OwnerRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.OwnerControl];

    public PolicyChange? Propose(PolicyDraft draft)
    {
        var root = draft.Subject.OwnerRoot;
        var decision = draft.Analysis.DecideForOwnerRoot();
        var editor = draft.Edit();
        if (!decision.Statements.Any(match => match.Effect == StatementEffect.Allow && match.Matches == Ternary.Yes))
        {
            // This statement may be enough even if a Deny applies to the root user, since other principals of the account can have access through it. A Deny
            // is changed only in a later round, if the requirement is still not met.
            var statement = NewStatements.ForOwner(draft);
            editor.AppendStatement(statement);
            return new(editor.Text, [$"Statement \"{statement["Sid"]}\" is added, so that the owner's account keeps control of the key."]);
        }

        var changes = ImmutableArray.CreateBuilder<string>();
        foreach (var match in decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes))
        {
            // Only by a condition: removing the account from the principals of a Deny would exempt all users and roles of the account.
            if (ConditionEdits.Exempt(editor, draft.Statements[match.Index], match.Index, root))
            {
                changes.Add($"{draft.Name(match.Index)}: a condition exempts the owner's root user from the Deny.");
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, changes.ToImmutable());
    }
}
