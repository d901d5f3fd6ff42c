using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Removes outsiders that the value of a condition allows: removes the value, or the whole statement if the condition has no other value.</summary>
internal static class OutsidersByCondition
{
    private const int MaxNames = 10;
    private static readonly ImmutableArray<string> CallerKeys = ["aws:PrincipalAccount", "kms:CallerAccount", "aws:PrincipalArn"];
    private static readonly ImmutableArray<string> SourceKeys = ["aws:SourceAccount", "aws:SourceOwner", "aws:SourceArn"];

    /// <summary>Removes the outsiders, and describes the changes. Null if no condition names any of them.</summary>
    public static IEnumerable<string>? Remove(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers)
    {
        var owner = draft.Subject.Key.AccountId;
        var roles = draft.Subject.Roles.Select(role => role.Value).ToHashSet(StringComparer.Ordinal);
        var names = callers.Where(caller => caller.Kind is not (OutsiderKind.Anyone or OutsiderKind.Service))
            .SelectMany(caller => caller.AdmittedBy.Append(caller.Name)).Where(name => !roles.Contains(name)).ToHashSet(StringComparer.Ordinal);
        return Remove(draft, editor, index, CallerKeys, names.Contains)
            ?? (callers.Any(caller => caller.Kind == OutsiderKind.Service) ? Remove(draft, editor, index, SourceKeys, value => IsForeign(value, owner)) : null);
    }

    private static IEnumerable<string>? Remove(
        PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<string> keys, Func<string, bool> isUnwanted)
    {
        var statement = draft.Statements[index];
        var condition = statement.Conditions.FirstOrDefault(condition =>
            keys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase) && ConditionEdits.Admits(condition) && condition.Values.Any(isUnwanted));
        if (condition is null)
        {
            return null;
        }

        ImmutableArray<string> unwanted = [.. condition.Values.Where(isUnwanted)];
        var values = Listing.UpTo(MaxNames, unwanted);
        if (editor.RemoveConditionValues(index, condition, isUnwanted))
        {
            return [$"{draft.Name(index)}: {values} {(unwanted.Length == 1 ? "is" : "are")} removed from the condition on {condition.Key}."];
        }

        if (condition.Operator is { IfExists: true } or { Quantifier: SetQuantifier.ForAllValues })
        {
            return null;
        }

        editor.RemoveStatement(index);
        return [$"{draft.Name(index)} is removed, since its condition on {condition.Key} allows only {values}."];
    }

    private static bool IsForeign(string value, string owner) => Naming.Arn.TryParse(value, out var arn)
        ? Naming.Arn.IsAccountId(arn.AccountId) && arn.AccountId != owner
        : Naming.Arn.IsAccountId(value) && value != owner;
}
