using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Policies.Access;
using AtRest.Core.Rules;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>AWS services that may act for any account: a condition ties them to the owner's, in a statement of their own if others are listed with them.</summary>
internal static class OutsideServices
{
    private const string Sid = "AllowServicesForOwnerAccount";

    /// <summary>Null if there is no such service, or no room for a condition.</summary>
    public static IEnumerable<string>? Pin(PolicyDraft draft, PolicyEditor editor, int index, ImmutableArray<ForeignCaller> callers)
    {
        var statement = draft.Statements[index];
        var named = callers.Where(caller => caller.Kind == ForeignCallerKind.Service).Select(caller => caller.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count == 0)
        {
            return null;
        }

        var services = statement.Principal.Entries.Where(entry => entry.Kind == PolicyPrincipalKind.Service && named.Contains(entry.Text))
            .Select(entry => entry.Text).Distinct(StringComparer.Ordinal).ToList();
        var target = index;
        if (services.Count > 0 && editor.RemovePrincipals(index, services.Contains))
        {
            // The other principals of the statement are not to be held to a condition that only services meet.
            JsonNode value = services is [var only] ? JsonValue.Create(only) : PolicyEditor.Strings(services);
            editor.Split(index, PolicyPatch.FreeSid(draft.Reading, Sid), new JsonObject { ["Service"] = value });
            target = index + 1;
        }

        var pinned = services.Count > 0 ? services : [.. named];
        var common = pinned.TrueForAll(service => service.StartsWith("logs.", StringComparison.Ordinal)) ? pinned[0] : "";
        return ConditionEdits.PinService(editor, target, common, draft.Subject)
            ? [$"{draft.Name(index)}: a condition ties {(services.Count > 0 ? Wording.List(services) : "AWS services")} to the owner's account {draft.Subject.Key.AccountId}."]
            : null;
    }
}
