namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>The bill of materials that <c>.ci/sbom.mjs</c> writes, and the official schema of CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).</summary>
public sealed class SbomSchemaTests
{
    [Theory]
    [InlineData("cli")]
    [InlineData("functions")]
    public async Task Sbom_OfAnApp_IsValid(string app) => (await ValidateAsync(await SbomAsync(app))).ShouldBe("valid");

    [Fact]
    public async Task Sbom_WithAnUnknownType_IsNotValid() =>
        (await ValidateAsync((await SbomAsync("cli")).Replace("\"type\": \"library\"", "\"type\": \"package\"", StringComparison.Ordinal))).ShouldContain("/type");

    private static Task<string> SbomAsync(string app) => SchemaTools.RunAsync("node", [Path.Combine(SchemaTools.Root, ".ci/sbom.mjs"), app], SchemaTools.Root);

    private static Task<string> ValidateAsync(string bom) => SchemaTools.RunScriptAsync("validate-sbom.mjs", [], bom);
}
