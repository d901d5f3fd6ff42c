using AtRest.Core.Controls;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Controls;

public sealed class ControlCatalogTests
{
    [Fact]
    public void Sources_AllArePagesThatCanBeOpened() => ControlCatalog.Frameworks
        .SelectMany(framework => framework.Controls.Select(control => control.Source).Append(framework.Source))
        .ShouldAllBe(source => source.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(source, UriKind.Absolute));

    [Fact]
    public void Frameworks_HaveUniqueNames() => ControlCatalog.Frameworks.Select(framework => framework.Name).ShouldBeUnique();

    [Fact]
    public void Frameworks_MapOnlyRulesOfTheCatalogue() =>
        ControlCatalog.Frameworks.SelectMany(framework => framework.Controls).SelectMany(control => control.Rules).Distinct().ShouldBeSubsetOf(KnownRuleIds.All);

    [Fact]
    public void Controls_AllHaveATitleASourceAndARule() => ControlCatalog.Frameworks.SelectMany(framework => framework.Controls).ShouldAllBe(
        control => control.Title.Length > 0 && control.Source.Length > 0 && control.Rules.Length > 0 && control.Rules.Distinct().Count() == control.Rules.Length);

    [Fact]
    public void Controls_OfAFramework_AreListedOnce()
    {
        foreach (var framework in ControlCatalog.Frameworks)
        {
            framework.Controls.Select(control => control.Id).ShouldBeUnique();
        }
    }

    [Theory]
    [InlineData("AWS Security Hub")]
    [InlineData("BSI C5")]
    [InlineData("CIS AWS")]
    [InlineData("CIS Google")]
    [InlineData("CSA")]
    [InlineData("DORA")]
    [InlineData("ISO/IEC 27001")]
    [InlineData("NIST SP 800-53")]
    [InlineData("PCI DSS 4.0.1")]
    [InlineData("SOC 2")]
    public void Frameworks_AreAllThere(string name) => ControlCatalog.Frameworks.ShouldContain(framework => framework.Name.StartsWith(name, StringComparison.Ordinal));

    [Fact]
    public void Controls_OfRotation_AreThoseOfThePublishedMappings() => ControlCatalog.ControlsOf("KMS-6").ShouldSatisfyAllConditions(
        controls => controls["AWS Security Hub CSPM"].ShouldBe(["KMS.4"]),
        controls => controls["CIS AWS Foundations Benchmark v5.0.0"].ShouldBe(["3.6"]),
        controls => controls["NIST SP 800-53 Rev. 5"].ShouldBe(["SC-12", "SC-12(2)", "SC-28(3)"]));

    [Fact]
    public void Controls_OfAnUnknownRule_AreNone() => ControlCatalog.ControlsOf("XYZ-1").ShouldBeEmpty();
}
