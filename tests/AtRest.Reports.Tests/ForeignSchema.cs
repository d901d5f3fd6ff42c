using NJsonSchema;

namespace AtRest.Reports.Tests;

/// <summary>A JSON Schema of others (draft-07), which documents are held against.</summary>
internal sealed class ForeignSchema(string file)
{
    public static ForeignSchema Sarif { get; } = new("sarif-2.1.0.schema.json");

    public static ForeignSchema Ocsf { get; } = new("ocsf-1.5.0-compliance_finding.schema.json");

    public static ForeignSchema Oscal { get; } = new("oscal_assessment-results_schema.json");

    private readonly Lazy<Task<JsonSchema>> schema = new(() => JsonSchema.FromFileAsync(PathOf(file)));

    public static string PathOf(string file) => Path.Combine(RepositoryFiles.Root, "tests", "AtRest.Reports.Tests", "Schemas", file);

    /// <summary>What the schema does not accept. Empty: the document is valid.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync(string json) => [.. (await schema.Value).Validate(json).Select(error => error.ToString()).Take(10)];
}
