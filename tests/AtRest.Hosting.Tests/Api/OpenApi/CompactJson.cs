using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>JSON as <c>openapi.json</c> is written: what fits on a line is on one.</summary>
internal static class CompactJson
{
    private const int Width = 200;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => Write(node, 0, "") + "\n";

    private static string Write(JsonNode? node, int indent, string name)
    {
        var before = new string(' ', indent) + name;
        var line = before + OnOneLine(node);
        return line.Length <= Width || IsSmall(node) ? line : node switch
        {
            JsonObject members => Block(before, '{', members.Select(member => Write(member.Value, indent + 2, $"{Text(member.Key)}: ")), '}', indent),
            JsonArray items => Block(before, '[', items.Select(item => Write(item, indent + 2, "")), ']', indent),
            _ => line,
        };
    }

    private static string Block(string before, char open, IEnumerable<string> lines, char close, int indent) =>
        $"{before}{open}\n{string.Join(",\n", lines)}\n{new string(' ', indent)}{close}";

    private static string OnOneLine(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => $"{{ {string.Join(", ", members.Select(member => $"{Text(member.Key)}: {OnOneLine(member.Value)}"))} }}",
        JsonArray items => $"[{string.Join(", ", items.Select(OnOneLine))}]",
        null => "null",
        _ => node.ToJsonString(Readable),
    };

    private static bool IsSmall(JsonNode? node) => node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 });

    private static string Text(string name) => JsonSerializer.Serialize(name, Readable);
}
