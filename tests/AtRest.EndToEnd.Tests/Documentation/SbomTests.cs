using System.Diagnostics;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The bill of materials that <c>.ci/sbom.mjs</c> writes (https://cyclonedx.org/docs/1.6/json/).</summary>
public sealed class SbomTests
{
    [Theory]
    [InlineData("cli")]
    [InlineData("functions")]
    public async Task Sbom_OfAnApp_IsConsistent(string app)
    {
        using var bom = await WriteAsync(app);
        var root = bom.RootElement;
        var components = root.GetProperty("components").EnumerateArray().ToList();
        var references = components.Select(component => component.GetProperty("bom-ref").GetString()!).Append(root.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!).ToList();
        var dependencies = root.GetProperty("dependencies").EnumerateArray().ToList();

        root.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        root.GetProperty("specVersion").GetString().ShouldBe("1.6");
        components.ShouldNotBeEmpty();
        components.ShouldAllBe(component => component.GetProperty("type").GetString() == "library" && component.GetProperty("name").GetString() != "");
        references.ShouldBeUnique();
        dependencies.Select(entry => entry.GetProperty("ref").GetString()!).ShouldBe(references, ignoreOrder: true);
        dependencies.SelectMany(entry => entry.GetProperty("dependsOn").EnumerateArray()).Select(entry => entry.GetString()!).ShouldBeSubsetOf(references);
    }

    [Fact]
    public async Task Sbom_OfTheCommandLine_ListsEveryPackageThatIsShipped()
    {
        using var bom = await WriteAsync("cli");
        using var built = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.deps.json"), TestContext.Current.CancellationToken));
        var shipped = built.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name).ToList();
        var listed = bom.RootElement.GetProperty("components").EnumerateArray().Select(component => $"{component.GetProperty("name").GetString()}/{component.GetProperty("version").GetString()}").ToList();

        shipped.ShouldNotBeEmpty();
        shipped.ShouldBeSubsetOf(listed);
        listed.ShouldNotContain(package => package.Contains("Analyzers", StringComparison.Ordinal));
    }

    private static async Task<JsonDocument> WriteAsync(string app)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Repository.PathOf(".ci", "sbom.mjs"), app]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        return JsonDocument.Parse(text);
    }
}
