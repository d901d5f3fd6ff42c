using System.Text.RegularExpressions;

namespace AtRest.Hosting.Tests.Settings;

/// <summary>Each setting that the servers read is documented.</summary>
public sealed partial class DocumentedSettingsTests
{
    [Fact]
    public void Docs_OfEachSettingThatIsRead_NameIt()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Functions.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("Functions.sln is in none of the folders above the tests.");
        }

        var docs = string.Concat(Directory.EnumerateFiles(Path.Combine(root.FullName, "docs"), "*.md").Select(File.ReadAllText));
        var read = Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "AtRest.Hosting"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Setting().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();

        read.Count.ShouldBeGreaterThan(20);
        read.Where(name => !docs.Contains(name[(name.LastIndexOf(':') + 1)..], StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("\"(AtRest:[A-Za-z:]+[A-Za-z])\"")]
    private static partial Regex Setting();
}
