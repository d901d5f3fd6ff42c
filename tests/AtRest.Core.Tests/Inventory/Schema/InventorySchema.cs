using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Tests.Shared;

namespace AtRest.Core.Tests.Inventory.Schema;

/// <summary>Validates inventories with the published schema.</summary>
internal static class InventorySchema
{
    private static readonly JsonDocumentOptions Relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static string Path { get; } = System.IO.Path.Combine(CaseFiles.Repository, "docs", "schemas", "inventory.schema.json");

    private static SchemaFile File { get; } = new(Path);

    public static JsonObject Text() => JsonNode.Parse(System.IO.File.ReadAllText(Path))!.AsObject();

    /// <summary>The places that the schema does not accept.</summary>
    public static IReadOnlyList<string> Validate(byte[] inventory) => File.Errors(JsonNode.Parse(inventory, documentOptions: Relaxed)!.ToJsonString());
}
