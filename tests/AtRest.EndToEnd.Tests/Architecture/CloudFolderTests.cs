using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>A cloud is a folder of Core, and a rule is a folder named by its id.</summary>
public sealed class CloudFolderTests
{
    private static readonly string Core = Repository.PathOf("src", "AtRest.Core");

    /// <summary>Every cluster is Camunda's, so the hosting clouds may know what Camunda reports.</summary>
    [Theory]
    [InlineData("Aws", "Google")]
    [InlineData("Google", "Aws")]
    [InlineData("Evidence", "Aws|Google|Camunda")]
    public void Folder_OfCore_DoesNotKnowTheClouds(string folder, string clouds) => Directory
        .EnumerateFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => Regex.IsMatch(File.ReadAllText(path), $@"\bAtRest\.Core\.({clouds})\b"))
        .ShouldBeEmpty();

    [Fact]
    public void Rule_InCore_IsInAFolderNamedByItsId() => Directory
        .EnumerateFiles(Core, "*Rule.cs", SearchOption.AllDirectories)
        .Select(path => (Folder: Path.GetFileName(Path.GetDirectoryName(path))!, Id: Regex.Match(File.ReadAllText(path), "\\bId = \"([A-Z]+-[0-9]+)\"").Groups[1].Value))
        .Where(rule => rule.Id.Length > 0 && rule.Id != rule.Folder)
        .ShouldBeEmpty();
}
