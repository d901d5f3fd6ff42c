using System.Text.Json;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>Clients that two generators make of the description: code that uses the report's members compiles, wrong code does not, and it works against the server.</summary>
public sealed class GeneratedClientTests(ApiFixture fixture)
{
    [Fact]
    public async Task Client_Generated_CompilesAndReadsTheReport()
    {
        // Below the tools, where Node finds their packages.
        var folder = Directory.CreateDirectory(Path.Combine(await SchemaTools.FolderAsync(), $"client-{Guid.NewGuid():N}")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "type": "module" }""", TestContext.Current.CancellationToken);
            File.Copy(SchemaTools.Script("client.ts"), Path.Combine(folder, "client.ts"));
            await SchemaTools.RunToolAsync("openapi-typescript/bin/cli.js", [SchemaTools.OpenApiFile, "--output", "first.d.ts"], folder);
            await SchemaTools.RunToolAsync("swagger-typescript-api/dist/cli.mjs", ["generate", "--path", SchemaTools.OpenApiFile, "--output", ".", "--name", "second.ts"], folder);
            await SchemaTools.RunToolAsync(
                "typescript/bin/tsc",
                ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable", "client.ts"],
                folder);

            var printed = await SchemaTools.RunAsync("node", ["client.js", fixture.Server.Url.ToString().TrimEnd('/'), Fleet.AcmeKey, Fleet.Acme, Fleet.Payments], folder);

            var said = JsonDocument.Parse(printed).RootElement;
            said.GetProperty("clusters").GetInt32().ShouldBePositive();
            said.GetProperty("open").GetInt32().ShouldBePositive();
            said.GetProperty("verdict").GetString().ShouldNotBeNullOrEmpty();
            said.GetProperty("files").GetInt32().ShouldBeGreaterThan(1);
            said.GetProperty("problem").GetInt32().ShouldBe(400);
            said.GetProperty("now").GetInt32().ShouldBe(1);
            said.GetProperty("tag").GetString()!.Length.ShouldBe(66);
            said.GetProperty("second").GetInt32().ShouldBe(said.GetProperty("clusters").GetInt32());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
