using System.Text.Json.Nodes;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Policies.Fixing.Repairs;

/// <summary>Statements to be added, under Sids that the policy does not use.</summary>
internal static class NewStatements
{
    public static JsonObject ForRole(PolicyDraft draft, IReadOnlyCollection<string> actions) =>
        Allow(PolicyPatch.FreeSid(draft.Reading, PolicyPatch.RoleSid), draft.Subject.Role.Value, PolicyEditor.Strings(PolicyPatch.Patterns(actions)));

    public static JsonObject ForOwner(PolicyDraft draft) =>
        Allow(PolicyPatch.FreeSid(draft.Reading, PolicyPatch.OwnerSid), draft.Subject.OwnerRoot, JsonValue.Create("kms:*"));

    private static JsonObject Allow(string sid, string principal, JsonNode action) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = principal },
        ["Action"] = action,
        ["Resource"] = "*",
    };
}
