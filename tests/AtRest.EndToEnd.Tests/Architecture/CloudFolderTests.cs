using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>A cloud is a folder of Core, and a rule is a folder named by its ID.</summary>
public sealed class CloudFolderTests
{
    private static readonly string Core = Repository.PathOf("src", "AtRest.Core");

    /// <summary>The files of kernels that know AWS or Google although they are not in the list of clouds (<c>Clouds/</c>), with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Inventory/Organization.cs"] = "An inventory declares AWS accounts beside its clusters, with the roles to read them.",
        ["Inventory/Parsing/OrganizationReader.cs"] = "It reads these accounts.",
        ["Audits/AuditScope.cs"] = "It gives a collector the AWS accounts of all organizations, because one can use a key in the account of another.",
        ["Audits/IEvidenceCollector.cs"] = "A request names the accounts that the collector may use.",
        ["Audits/History/KeyPolicyChanges.cs"] = "Only keys in AWS KMS have a policy text whose lines are compared with the earlier report.",
        ["Rules/Declaration/DECL-6/KeySharingRule.cs"] = "Its messages name the primary and the secondary key, which only AWS has.",
    };

    /// <summary>Every cluster is Camunda's, so all but the evidence may know what Camunda reports.</summary>
    [Theory]
    [InlineData("Aws", "Google")]
    [InlineData("Google", "Aws")]
    [InlineData("Evidence", "Aws|Google|Camunda")]
    public void Folder_OfCore_DoesNotKnowTheClouds(string folder, string clouds) => Knowing(folder, clouds).ShouldBeEmpty();

    /// <summary>Also holds for a cloud that is added later: every folder that is not a kernel is one.</summary>
    [Fact]
    public void Kernels_OfCore_KnowTheHostingCloudsByTheirListOnly()
    {
        string[] kernels = ["Audits", "Controls", "Costs", "Evidence", "Inventory", "Naming", "Packing", "Rules"];
        var clouds = string.Join('|', Directory.GetDirectories(Core).Select(path => Path.GetFileName(path)!).Except([.. kernels, "Camunda", "Clouds", "bin", "obj"]));

        clouds.Split('|').ShouldContain("Aws");
        kernels.SelectMany(folder => Knowing(folder, clouds)).ShouldBe(Exceptions.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Rule_InCore_IsInAFolderNamedByItsId() => Directory
        .EnumerateFiles(Core, "*Rule.cs", SearchOption.AllDirectories)
        .Select(path => (Folder: Path.GetFileName(Path.GetDirectoryName(path))!, Id: Regex.Match(File.ReadAllText(path), "\\bId = \"([A-Z]+-[0-9]+)\"").Groups[1].Value))
        .Where(rule => rule.Id.Length > 0 && rule.Id != rule.Folder)
        .ShouldBeEmpty();

    private static IEnumerable<string> Knowing(string folder, string clouds) => Directory
        .EnumerateFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => Regex.IsMatch(File.ReadAllText(path), $@"\bAtRest\.Core\.({clouds})\b"))
        .Select(path => Path.GetRelativePath(Core, path).Replace('\\', '/'));
}
