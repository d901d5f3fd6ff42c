using System.Text.Json;
using Json.Schema;

namespace AtRest.Tests.Shared;

/// <summary>A JSON Schema (draft 2020-12) from a file, that documents are held against, formats included.</summary>
internal sealed class SchemaFile(string path)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    // A separate registry: the same file may be read by several tests, and its $id is registered once in each.
    private readonly Lazy<JsonSchema> schema = new(() => JsonSchema.FromFile(path, new BuildOptions { SchemaRegistry = new SchemaRegistry() }));

    /// <summary>What the schema does not accept: where, and why. Empty: the document is valid.</summary>
    public IReadOnlyList<string> Errors(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = schema.Value.Evaluate(document.RootElement, Options);
        string[] found = [.. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}"))];
        return result.IsValid ? [] : found.Length > 0 ? found : ["The document is not valid."];
    }
}
