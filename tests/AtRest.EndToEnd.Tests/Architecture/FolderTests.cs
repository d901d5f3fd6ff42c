using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;
using AtRest.KeyPolicies;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>Which folders know which: inside of the key policy language, and of it inside of Core.</summary>
public sealed class FolderTests
{
    private const string KeyPolicies = "AtRest.KeyPolicies";

    /// <summary>The model (the files outside of folders), which every folder may use.</summary>
    private const string Model = "";

    /// <summary>From what knows least to what knows most. Access and Deciding know each other: what a caller is called, and whether one gets in.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Naming"] = [],
        ["Grants"] = ["Naming"],
        ["Json"] = [],
        ["Parsing"] = ["Conditions", "Json", "Naming"],
        ["Conditions"] = ["Matching"],
        ["Matching"] = ["Conditions", "Grants", "Naming", "Parsing"],
        ["Explaining"] = ["Conditions", "Grants", "Matching"],
        ["Deciding"] = ["Access", "Conditions", "Matching", "Naming"],
        ["Access"] = ["Conditions", "Deciding", "Grants", "Matching", "Naming", "Parsing"],
        ["Fixing"] = ["Access", "Explaining", "Matching", "Naming"],
        ["Generation"] = ["Naming"],
        ["Simulation"] = ["Grants", "Matching", "Naming", "Parsing"],
    };

    /// <summary>What Core uses of key policies outside of its rules. What is not listed here may use names, grants and the words for broken JSON only.</summary>
    private static readonly Dictionary<string, string[]> AllowedInCore = new()
    {
        ["Audits"] = [Model, "Fixing", "Grants", "Json", "Naming"],

        // Its checks judge evidence as rules do.
        ["Controls"] = [Model, "Explaining", "Grants", "Naming"],
    };

    private static readonly NamespaceUses Uses = new(typeof(KeyPolicy).Assembly);

    public static TheoryData<string> Folders => [.. FoldersOf(KeyPolicies)];

    public static TheoryData<string> CoreFolders => [.. FoldersOf("AtRest.Core").Except(["Rules", "Aws", "Google", "Camunda"])];

    [Theory]
    [MemberData(nameof(Folders))]
    public void KeyPolicies_InEachFolder_KnowsOnlyWhatItMay(string folder)
    {
        Allowed.ShouldContainKey(folder);
        Violations(KeyPolicies, folder, [Model, folder, .. Allowed[folder]]).ShouldBeEmpty();
    }

    /// <summary>The analysis answers by everything else; only what is made of its answers may ask it.</summary>
    [Fact]
    public void KeyPolicyAnalysis_InFolders_IsUsedByFixesAndGenerationOnly() => FoldersOf(KeyPolicies)
        .Except(["Fixing", "Generation"])
        .SelectMany(folder => FilesOf(KeyPolicies, folder))
        .Where(path => Regex.IsMatch(File.ReadAllText(path), $@"\b({nameof(KeyPolicyAnalysis)}|{nameof(KeyPolicyAnswers)})\b"))
        .ShouldBeEmpty();

    /// <summary>Comments may name a rule, code may not: which requirement belongs to which rule is Core's.</summary>
    [Fact]
    public void KeyPolicies_InCode_NamesNoRule() => FilesOf(KeyPolicies)
        .SelectMany(path => File.ReadLines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).Select(line => (path, line)))
        .Where(found => Regex.IsMatch(found.line, @"\b(KPOL|KMS|GKMS|DECL|TRAIL|MON|WAIV)-[0-9]"))
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(CoreFolders))]
    public void Core_OutsideOfItsRules_KnowsOnlyNamesAndGrantsOfKeyPolicies(string folder) =>
        Violations("AtRest.Core", folder, AllowedInCore.GetValueOrDefault(folder, ["Grants", "Json", "Naming"])).ShouldBeEmpty();

    private static IEnumerable<string> Violations(string project, string folder, string[] allowed) =>
        from path in FilesOf(project, folder)
        from used in Uses.In(path)
        let name = used == KeyPolicies ? Model : used[(KeyPolicies.Length + 1)..].Split('.')[0]
        where used.StartsWith(KeyPolicies, StringComparison.Ordinal) && !allowed.Contains(name)
        select $"{Path.GetRelativePath(Repository.Root, path)} uses {used}";

    private static IEnumerable<string> FoldersOf(string project) => FilesOf(project)
        .Select(path => Path.GetRelativePath(Repository.PathOf("src", project), path).Split(Path.DirectorySeparatorChar))
        .Where(parts => parts.Length > 1)
        .Select(parts => parts[0])
        .Distinct();

    private static IEnumerable<string> FilesOf(string project, string folder = "")
    {
        var start = Repository.PathOf("src", project, folder) is var path && path.EndsWith(Path.DirectorySeparatorChar) ? path : path + Path.DirectorySeparatorChar;
        return Repository.SourceFiles("*.cs").Where(file => file.StartsWith(start, StringComparison.Ordinal));
    }
}
