using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>
/// Restricts AWS services that may act for any account to the owner's, by a condition. Services that are listed with others get their own
/// statement, since nobody else meets that condition; so does CloudWatch Logs, which names the account in another way than other services.
/// </summary>
internal static class OutsideServices
{
    private const string Sid = "AllowServicesForOwnerAccount";

    /// <summary>The changes; null if there is no such service, or if the condition cannot be added.</summary>
    public static IEnumerable<string>? Pin(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<Outsider> callers)
    {
        var named = callers.Where(caller => caller.Kind == OutsiderKind.Service).Select(caller => caller.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count == 0)
        {
            return null;
        }

        var changes = PinNamed(draft, editor, index, named.Contains);
        return changes.Count > 0 ? changes
            : ConditionEdits.PinService(editor, index, named.All(ConditionEdits.IsLogs), draft.Subject) ? [$"{draft.Name(index)}: a condition ties AWS services to the owner's account {draft.Subject.Key.AccountId}."]
            : null;
    }

    /// <summary>Ties those of the listed services. Empty, and nothing done, if none of them is listed.</summary>
    public static List<string> PinNamed(PolicyDraft draft, PolicyEditor editor, int index, Predicate<string> isMeant)
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

            if (ConditionEdits.PinService(editor, target, ConditionEdits.IsLogs(services[0]), draft.Subject))
            {
                changes.Add($"{draft.Name(index)}: a condition ties {Listing.Of(services)} to the owner's account {draft.Subject.Key.AccountId}.");
            }
        }

        return changes;
    }
}
