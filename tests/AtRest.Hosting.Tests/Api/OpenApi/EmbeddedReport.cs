using System.Text.Json.Nodes;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>
/// The report's schema as the OpenAPI document has it: <c>Report</c>, and a component named <c>Report…</c> for each definition. Generators of clients know references within a document;
/// few know <c>$id</c> and <c>$defs</c>.
/// </summary>
internal static class EmbeddedReport
{
    private const string Root = "Report";
    private const string Definitions = "#/$defs/";

    /// <summary>The names of all components that come from the report's schema.</summary>
    public static IEnumerable<string> Names(JsonObject report) => [Root, .. report["$defs"]!.AsObject().Select(definition => NameOf(definition.Key))];

    /// <summary>The text of the OpenAPI document with the report's schema as it is now, as its last components.</summary>
    public static string Embed(JsonObject openApi, JsonObject report)
    {
        var schemas = openApi["components"]!["schemas"]!.AsObject();
        foreach (var name in Names(report))
        {
            schemas.Remove(name);
        }

        var root = report.DeepClone().AsObject();
        foreach (var name in new[] { "$schema", "$id", "$defs" })
        {
            root.Remove(name);
        }

        schemas.Add(Root, Renamed(root));
        foreach (var (name, definition) in report["$defs"]!.AsObject())
        {
            schemas.Add(NameOf(name), Renamed(definition!.DeepClone()));
        }

        return CompactJson.Write(openApi);
    }

    private static string NameOf(string definition) => $"{Root}{char.ToUpperInvariant(definition[0])}{definition[1..]}";

    private static JsonNode Renamed(JsonNode node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                {
                    Renamed(item);
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (name == "$ref" && (string?)value is { } reference && reference.StartsWith(Definitions, StringComparison.Ordinal))
                    {
                        members[name] = $"#/components/schemas/{NameOf(reference[Definitions.Length..])}";
                    }
                    else if (value is not null)
                    {
                        Renamed(value);
                    }
                }

                break;
        }

        return node;
    }
}
