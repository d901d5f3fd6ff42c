using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>What the style guide promises about files.</summary>
public sealed class FileTests
{
    private const int LongestFile = 400;
    private const int NinetiethPercentile = 150;

    [Fact]
    public void Files_Always_AreShort()
    {
        var lengths = Repository.SourceFiles("*.cs").Select(path => (Path: path, Lines: File.ReadLines(path).Count())).OrderBy(file => file.Lines).ToList();

        lengths.Where(file => file.Lines > LongestFile).ShouldBeEmpty();
        lengths[lengths.Count * 9 / 10].Lines.ShouldBeLessThanOrEqualTo(NinetiethPercentile);
    }

    [Fact]
    public void Files_Always_SwitchNoWarningOff() => Containing("#pragma", "NoWarn", "#nullable disable").ShouldBeEmpty();

    [Fact]
    public void Files_Always_LeaveNothingToBeDone() => Containing("// TO" + "DO", "// FIX" + "ME", "// HA" + "CK", "NotImplemented" + "Exception").ShouldBeEmpty();

    private static List<string> Containing(params string[] words) =>
        [.. Repository.SourceFiles("*.cs").Concat(Repository.SourceFiles("*.csproj"))
            .Where(path => Path.GetFileName(path) != "FileTests.cs")
            .Where(path => File.ReadAllText(path) is var text && words.Any(word => text.Contains(word, StringComparison.Ordinal)))];
}
