using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing.Repairs;

/// <summary>Creates statements to add to a policy.</summary>
internal static class NewStatements
{
    public static JsonObject ForRoles(string sid, IReadOnlyList<string> roles, IEnumerable<string> patterns) =>
        Allow(sid, roles is [var only] ? JsonValue.Create(only)! : PolicyEditor.Strings(roles), PolicyEditor.Strings(patterns));

    public static JsonObject ForOwner(PolicyDraft draft) =>
        Allow(PolicyPatch.FreeSid(draft.Reading, PolicyPatch.OwnerSid), JsonValue.Create(draft.Subject.OwnerRoot)!, JsonValue.Create("kms:*"));

    private static JsonObject Allow(string sid, JsonNode principal, JsonNode action) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = principal },
        ["Action"] = action,
        ["Resource"] = "*",
    };
}
