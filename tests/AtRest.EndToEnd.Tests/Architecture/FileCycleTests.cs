using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>Files that all use each other can only be understood together, so there are few of them.</summary>
public sealed class FileCycleTests
{
    private const int Largest = 5;

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_OfAProject_FormNoLargeCycle(string project)
    {
        var graph = new SourceGraph(PathOf(project), Repository.PathOf("src", project));

        graph.Uses.ShouldNotBeEmpty("The symbols name no source file of the project.");
        graph.Cycles().Where(cycle => cycle.Count > Largest).Select(cycle => string.Join(", ", cycle)).ShouldBeEmpty();
    }

    /// <summary>The Functions app is not beside the tests: it has its own entry point.</summary>
    private static string PathOf(string project)
    {
        var name = project + ".dll";
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(AppContext.BaseDirectory, name) is var beside && File.Exists(beside) ? beside
            : Repository.PathOf("src", project, "bin", output.Parent!.Name, output.Name, name);
    }
}
