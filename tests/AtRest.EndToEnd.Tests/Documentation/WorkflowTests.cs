using AtRest.EndToEnd.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The files in <c>.github</c>.</summary>
public sealed class WorkflowTests
{
    [Fact]
    public void YamlFiles_Always_CanBeRead()
    {
        var files = Directory.GetFiles(Repository.PathOf(".github"), "*.yml", SearchOption.AllDirectories);

        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            Load(file).Children.ShouldNotBeEmpty(file);
        }
    }

    [Fact]
    public void Ci_Always_RunsWhatEveryChangeMustPass() =>
        Steps().Select(step => Text(step, "run")).ShouldContain(run => run != null && run.Contains(".ci/run", StringComparison.Ordinal));

    [Fact]
    public void Ci_Always_MayOnlyReadTheRepository()
    {
        var permissions = (YamlMappingNode)Ci().Children["permissions"];

        permissions.Children.Select(entry => $"{entry.Key}: {entry.Value}").ShouldBe(["contents: read"]);
    }

    /// <summary>A tag can be moved to another commit, a hash cannot.</summary>
    [Fact]
    public void Actions_Always_ArePinnedToACommit()
    {
        var actions = Steps().Select(step => Text(step, "uses")).OfType<string>().ToList();

        actions.ShouldNotBeEmpty();
        actions.Where(action => !IsPinned(action)).ShouldBeEmpty();
    }

    private static bool IsPinned(string action) => action.Split('@') is [_, { Length: 40 } commit] && commit.All(char.IsAsciiHexDigitLower);

    private static YamlMappingNode Ci() => Load(Repository.PathOf(".github", "workflows", "ci.yml"));

    private static IEnumerable<YamlMappingNode> Steps() =>
        ((YamlMappingNode)Ci().Children["jobs"]).Children.Values.Cast<YamlMappingNode>().SelectMany(job => (YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>();

    private static string? Text(YamlMappingNode step, string name) => step.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;

    private static YamlMappingNode Load(string file)
    {
        using var reader = File.OpenText(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}
