using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// The key policy of a case, which changes the healthy one. It is one of:
/// <c>{"document": {…}}</c>, a whole policy instead;
/// <c>{"text": "…"}</c>, a text that need not be a policy;
/// <c>{"absent": "denied", "cause": "…"}</c>, a policy that could not be read; or
/// <c>{"remove": ["Sid"], "replace": {"Sid": {…}}, "add": [{…}]}</c>, a patch: statements of the healthy policy are removed or
/// changed (by <see cref="JsonMerge"/>) by their Sid, and statements are added at the end.
/// </summary>
internal static class CasePolicy
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The evidence of a policy: its text, or the reason for its absence.</summary>
    public static JsonObject Evidence(JsonObject healthy, JsonObject change) => change switch
    {
        _ when change.ContainsKey("absent") => (JsonObject)change.DeepClone(),
        { Count: 1 } when change["text"] is { } text => new JsonObject { ["json"] = text.GetValue<string>() },
        { Count: 1 } when change.ContainsKey("document") => Written(change["document"]),
        _ => Written(Patched(healthy["document"]!, change)),
    };

    private static JsonObject Written(JsonNode? document) => new() { ["json"] = document?.ToJsonString(Indented) ?? "null" };

    private static JsonNode Patched(JsonNode healthy, JsonObject patch)
    {
        var policy = healthy.DeepClone();
        var statements = policy["Statement"]!.AsArray();
        foreach (var (name, value) in patch)
        {
            switch (name)
            {
                case "remove":
                    value!.AsArray().Select(sid => Find(statements, sid!.GetValue<string>())).ToList().ForEach(statement => statements.Remove(statement));
                    break;
                case "replace":
                    value!.AsObject().ToList().ForEach(change => JsonMerge.Apply(Find(statements, change.Key), change.Value!.AsObject()));
                    break;
                case "add":
                    value!.AsArray().ToList().ForEach(statement => statements.Add(statement?.DeepClone()));
                    break;
                default:
                    throw new InvalidDataException($"A policy has no '{name}': document or text or absent, or remove, replace and add.");
            }
        }

        return policy;
    }

    private static JsonObject Find(JsonArray statements, string sid) => statements.Select(statement => statement!.AsObject())
        .FirstOrDefault(statement => statement["Sid"]?.GetValue<string>() == sid) ?? throw new InvalidDataException($"The healthy policy has no statement '{sid}'.");
}
