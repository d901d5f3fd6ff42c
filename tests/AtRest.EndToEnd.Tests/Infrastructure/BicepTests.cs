using System.Text.Json.Nodes;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>Every file of Bicep, by its real compiler: no warning, and formatted.</summary>
public sealed class BicepTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Bicep.Folder, "*.bicep", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Bicep.Folder, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_Always_CompilesWithoutAWarningAndIsFormatted(string file)
    {
        (await Bicep.BuildAsync(file)).ShouldContainKey("$schema");

        (await Bicep.FormatAsync(file)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, file), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SampleParameters_WithAKeyInTheEnvironment_Compile()
    {
        var variables = new Dictionary<string, string> { ["ATREST_WEBHOOK_KEY"] = "0123456789abcdef0123456789abcdef" };

        var (output, messages) = await Bicep.RunAsync(variables, "build-params", "main.bicepparam", "--stdout", "--no-restore");

        messages.ShouldBeEmpty();
        JsonNode.Parse(JsonNode.Parse(output)!["parametersJson"]!.ToString())!["parameters"]!["webhookKey"]!["value"]!.ToString().ShouldBe(variables["ATREST_WEBHOOK_KEY"]);
    }

    [Fact]
    public async Task SampleParameters_WithAShortKey_AreRefused()
    {
        var (_, messages) = await Bicep.RunAsync(new Dictionary<string, string> { ["ATREST_WEBHOOK_KEY"] = "guess" }, "build-params", "main.bicepparam", "--stdout", "--no-restore");

        messages.ShouldContain("too short");
    }
}
