using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Restricts AWS services that can act for any account to the owner's account, with a condition. Services that share a statement with other principals
/// get a separate statement, since other principals do not meet this condition. CloudWatch Logs also gets one, since it requires another condition.
/// </summary>
internal static class OutsideServices
{
    private const string Sid = "AllowServicesForOwnerAccount";

    /// <summary>Restricts the services, and describes the changes. Null if there is no such service, or if the condition cannot be added.</summary>
    public static IEnumerable<string>? Restrict(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers)
    {
        var named = callers.Where(caller => caller.Kind == OutsiderKind.Service).Select(caller => caller.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count == 0)
        {
            return null;
        }

        var changes = RestrictListed(draft, editor, index, named.Contains);
        return changes.Count > 0 ? changes
            : ConditionEdits.RestrictService(editor, index, named.All(ConditionEdits.IsLogs), draft.Subject) ? [$"{draft.Name(index)}: a condition restricts AWS services to the owner's account {draft.Subject.Key.AccountId}."]
            : null;
    }

    /// <summary>Restricts the services that the statement lists, and describes the changes. Empty, without a change, if it lists none of them.</summary>
    public static List<string> RestrictListed(PolicyDraft draft, PolicyEditor editor, int index, Predicate<string> isMeant)
    {
        var groups = draft.Statements[index].Principal.Entries
            .Where(entry => entry.Kind == PolicyPrincipalKind.Service && isMeant(entry.Text))
            .Select(entry => entry.Text)
            .Distinct(StringComparer.Ordinal)
            .ToLookup(ConditionEdits.IsLogs);
        var taken = draft.Statements.Select(statement => statement.Sid).ToHashSet(StringComparer.Ordinal);
        var changes = new List<string>();
        foreach (var services in groups.Select(group => group.ToList()))
        {
            var target = index;
            if (editor.RemovePrincipals(index, services.Contains))
            {
                JsonNode value = services is [var only] ? JsonValue.Create(only) : PolicyEditor.Strings(services);
                var sid = PolicyPatch.FreeSid(taken, Sid);
                taken.Add(sid);
                editor.Split(index, sid, new JsonObject { ["Service"] = value });
                target = index + 1;
            }

            if (ConditionEdits.RestrictService(editor, target, ConditionEdits.IsLogs(services[0]), draft.Subject))
            {
                changes.Add($"{draft.Name(index)}: a condition restricts {Listing.Of(services)} to the owner's account {draft.Subject.Key.AccountId}.");
            }
        }

        return changes;
    }
}
