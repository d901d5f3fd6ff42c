using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>What the documents promise is there.</summary>
public sealed partial class ReadmeTests : CloudTest
{
    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path))];

    private static string Readme => File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void Readme_Always_BeginsWithTheTwoCommands()
    {
        var first = CodeBlock().Match(Readme);

        first.Groups["body"].Value.Trim().Split('\n').ShouldBe(["dotnet run --project src/AtRest.Cli -- audit --demo", "bash tests/run.sh"]);
        File.Exists(Repository.PathOf("tests", "run.sh")).ShouldBeTrue();
    }

    [Fact]
    public async Task Readme_Inventory_IsRight()
    {
        var inventory = CodeBlock().Matches(Readme).Single(block => block.Groups["language"].Value == "json").Groups["body"].Value;

        var result = await AtRestProcess.RunAsync(new CliSettings(), "inventory", "validate", await WriteAsync("inventory.json", inventory));

        result.ExitCode.ShouldBe(0, result.ToString());
    }

    [Fact]
    public async Task Documents_EveryCommand_IsOne()
    {
        var commands = new[] { Readme, File.ReadAllText(Repository.PathOf("docs", "cli.md")) }
            .SelectMany(text => Command().Matches(text))
            .Select(match => match.Groups["words"].Value.Trim())
            .Distinct()
            .ToList();

        commands.ShouldNotBeEmpty();
        foreach (var command in commands)
        {
            var result = await AtRestProcess.RunAsync(new CliSettings(), [.. command.Split(' '), "--help"]);
            result.ExitCode.ShouldBe(0, $"{command}: {result}");
        }
    }

    [Fact]
    public async Task CommandLineReference_Always_NamesEveryOption()
    {
        var help = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--help");
        var reference = await File.ReadAllTextAsync(Repository.PathOf("docs", "cli.md"), Cancellation);

        Option().Matches(help.Output).Select(match => match.Value).Distinct().Where(option => option != "--help" && !reference.Contains($"`{option}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_Links_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var broken = Link().Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => target.Split('#')[0])
            .Where(target => target.Length > 0 && !Path.Exists(Path.Combine(folder, target)));

        broken.ShouldBeEmpty();
    }

    [GeneratedRegex("^[ ]*```(?<language>[a-z]+)\n(?<body>.*?)^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    /// <summary>The command's words, up to its first option or file.</summary>
    [GeneratedRegex("(?:`|-- )(?:atrest )?(?<words>audit|inventory validate|rules list|rules show)\\b")]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("\\]\\((?<target>[^)\\s]+)\\)")]
    private static partial Regex Link();
}
