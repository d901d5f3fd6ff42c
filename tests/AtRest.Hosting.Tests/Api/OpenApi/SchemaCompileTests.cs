using System.Text.Json;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>Every schema that we publish compiles in ajv's strict mode: no unknown keyword or format, no type left open, nothing required that is not described.</summary>
public sealed class SchemaCompileTests
{
    private static string Folder => Path.Combine(SchemaTools.Root, "docs/schemas");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Schemas => [.. Files.Select(row => row.Data).Where(file => file.EndsWith(".schema.json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Schema_Published_CompilesInStrictMode(string file) => (await CompileAsync(Path.Combine(Folder, file))).ShouldBe("[]");

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Schema_Published_IsOfTheDraftOfOpenApiAndHasAnId(string file)
    {
        var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;

        schema.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema.GetProperty("$id").GetString().ShouldBe($"urn:atrest:schema:{file.Split('.')[0]}:{(file == "report.schema.json" ? 2 : 1)}");
    }

    /// <summary>What strict mode is for.</summary>
    [Theory]
    [InlineData("""{ "type": "object", "propertys": {} }""", "propertys")]
    [InlineData("""{ "type": "string", "format": "datetime" }""", "datetime")]
    [InlineData("""{ "type": ["object", "string"] }""", "union type")]
    [InlineData("""{ "type": "object", "required": ["a"] }""", "required property")]
    [InlineData("""{ "properties": {} }""", "missing type")]
    [InlineData("""{ "$ref": "#/$defs/nothing" }""", "can't resolve reference")]
    [InlineData("""{ "openapi": "3.1.1", "paths": { "/a": { "get": { "responses": { "200": { "content": { "a/b": { "schema": { "typ": "string" } } } } } } } } }""", "/paths/~1a/get")]
    public async Task Schema_NotStrict_IsFound(string schema, string expected)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, schema, TestContext.Current.CancellationToken);

        (await CompileAsync(file)).ShouldContain(expected);
        File.Delete(file);
    }

    private static async Task<string> CompileAsync(string file) => Uri.UnescapeDataString((await SchemaTools.RunScriptAsync("compile.mjs", [file])).Trim());
}
