using System.Text.Json.Nodes;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>The OpenAPI document has the report's schema as it is published.</summary>
public sealed class EmbeddedReportTests
{
    /// <summary>If set, the test writes the document again. Set it after each change of <c>report.schema.json</c>.</summary>
    private const string Rewrite = "ATREST_TESTS_REWRITE";

    [Fact]
    public async Task Document_Always_HasTheReportsSchema()
    {
        var text = await File.ReadAllTextAsync(SchemaTools.OpenApiFile, TestContext.Current.CancellationToken);
        var expected = EmbeddedReport.Embed(JsonNode.Parse(text)!.AsObject(), await ReadReportSchemaAsync());
        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(SchemaTools.OpenApiFile, expected, TestContext.Current.CancellationToken);
            return;
        }

        text.ShouldBe(expected, $"docs/schemas/openapi.json differs from docs/schemas/report.schema.json, or is written in another form. Run this test with {Rewrite}=1 to write it again.");
    }

    [Fact]
    public async Task Document_Components_AreAllUsed()
    {
        var text = await File.ReadAllTextAsync(SchemaTools.OpenApiFile, TestContext.Current.CancellationToken);
        var components = JsonNode.Parse(text)!["components"]!.AsObject();

        foreach (var kind in components.Where(kind => kind.Key != "securitySchemes"))
        {
            kind.Value!.AsObject().Select(component => $"\"#/components/{kind.Key}/{component.Key}\"").ShouldAllBe(reference => text.Contains(reference));
        }
    }

    private static async Task<JsonObject> ReadReportSchemaAsync() => JsonNode.Parse(
        await File.ReadAllTextAsync(Path.Combine(SchemaTools.Root, "docs/schemas/report.schema.json"), TestContext.Current.CancellationToken))!.AsObject();
}
