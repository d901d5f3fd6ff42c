using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace AtRest.Core.Tests.Inventory.Schema;

/// <summary>The published schema, and what it says about inventories.</summary>
internal static class InventorySchema
{
    private static readonly JsonDocumentOptions Relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static string Path { get; } = System.IO.Path.Combine(CaseFiles.Repository, "docs", "schemas", "inventory.schema.json");

    public static JsonObject Text() => JsonNode.Parse(File.ReadAllText(Path))!.AsObject();

    /// <summary>The places that the schema does not accept.</summary>
    public static async Task<IReadOnlyList<string>> ValidateAsync(byte[] inventory, CancellationToken cancellationToken)
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path, cancellationToken), cancellationToken);
        var strict = JsonNode.Parse(inventory, documentOptions: Relaxed)!.ToJsonString();
        return [.. schema.Validate(strict).Select(error => $"{error.Path}: {error.Kind}")];
    }
}
