using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Gives the owner's root its control back: a statement that allows it everything, and an exemption from what surely denies it.</summary>
internal sealed class OwnerRepair : IRepair
{
    public PolicyRequirement[] Requirements { get; } = [PolicyRequirement.OwnerControl];

    public Amendment? Propose(PolicyDraft draft)
    {
        var root = draft.Subject.OwnerRoot;
        var decision = draft.Analysis.DecideForOwnerRoot();
        var editor = draft.Edit();
        if (!decision.Statements.Any(match => match.Effect == StatementEffect.Allow && match.Matches == Ternary.Yes))
        {
            // Through the account's own policies this may be enough, whatever is denied to root: the Deny is looked at only if it is not.
            var statement = NewStatements.ForOwner(draft);
            editor.AppendStatement(statement);
            return new(editor.Text, [$"Statement \"{statement["Sid"]}\" is added: the owner's account keeps control of the key."]);
        }

        var changes = ImmutableArray.CreateBuilder<string>();
        foreach (var match in decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes))
        {
            // By condition only: to take the account out of a Deny would exempt all of its users and roles.
            if (ConditionEdits.Exempt(editor, draft.Statements[match.Index], match.Index, root))
            {
                changes.Add($"{draft.Name(match.Index)}: a condition exempts the owner's root from the Deny.");
            }
        }

        return changes.Count == 0 ? null : new(editor.Text, changes.ToImmutable());
    }
}
