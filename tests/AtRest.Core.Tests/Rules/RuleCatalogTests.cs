using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Checks that the catalogue, its pages, its cases and its mapping match, in both directions.</summary>
public sealed class RuleCatalogTests
{
    private static IEnumerable<RuleDescriptor> Rules => RuleCatalog.Descriptors;

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    [Fact]
    public void Ids_OfAllRules_AreUnique() => Rules.Select(rule => rule.Id).ShouldBeUnique();

    [Fact]
    public void Catalog_ListsEveryRuleOfTheAssembly() => RuleCatalog.All.Select(rule => rule.GetType()).ShouldBe(
        typeof(IRule).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IRule).IsAssignableFrom(type)),
        ignoreOrder: true);

    [Fact]
    public void Catalog_ListsEveryOrganizationRuleOfTheAssembly() => RuleCatalog.Organization.Select(rule => rule.GetType()).ShouldBe(
        typeof(IRule).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IOrganizationRule).IsAssignableFrom(type)),
        ignoreOrder: true);

    [Fact]
    public void OrganizationRules_ApplyToNoCluster() => RuleCatalog.Organization.Select(rule => rule.Descriptor.AppliesTo.Types).ShouldAllBe(type => type == EncryptionType.None);

    [Fact]
    public void Rules_OfClusters_ApplyToSome() => RuleCatalog.All.Select(rule => rule.Descriptor.AppliesTo.Types).ShouldAllBe(type => type != EncryptionType.None);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfEveryRule_HasItsTitle(string id)
    {
        var title = Rules.Single(rule => rule.Id == id).Title;

        File.ReadLines(Path.Combine(PagesFolder, id + ".md")).First().ShouldBe($"# {id}: {title}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfEveryRule_NamesItsLevelAndSeverity(string id)
    {
        var rule = Rules.Single(rule => rule.Id == id);

        File.ReadAllText(Path.Combine(PagesFolder, id + ".md")).ShouldContain($"**Level:** {rule.Level.ToString().ToLowerInvariant()} · **Severity:** {rule.Severity.ToString().ToLowerInvariant()}");
    }

    [Fact]
    public void Pages_AllBelongToARule() => Directory.EnumerateFiles(PagesFolder, "*-*.md").Select(Path.GetFileNameWithoutExtension).ShouldBeSubsetOf(Rules.Select(rule => rule.Id));

    [Fact]
    public void Cases_AllBelongToARule() => RuleCaseFiles.Files.Select(RuleCaseFiles.RuleOf).ShouldBeSubsetOf(Rules.Select(rule => rule.Id));

    /// <summary>Includes the rules of a later release.</summary>
    [Fact]
    public void Controls_OfEveryRule_AreMapped() => RuleCatalog.Ids.Where(id => ControlCatalog.ControlsOf(id).IsEmpty).ShouldBeEmpty();

    private static string PagesFolder => Path.Combine(RuleCaseFiles.Repository, "docs", "rules");
}
