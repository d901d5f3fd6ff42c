using AtRest.Core.Controls;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Controls;

public sealed class ControlCatalogTests
{
    [Fact]
    public void Frameworks_AllNameTheirSource() => ControlCatalog.Frameworks.ShouldAllBe(framework => framework.Source.Length > 0);

    [Fact]
    public void Frameworks_HaveUniqueNames() => ControlCatalog.Frameworks.Select(framework => framework.Name).ShouldBeUnique();

    [Fact]
    public void Frameworks_MapOnlyRulesOfTheCatalogue() =>
        ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Keys).Distinct().ShouldBeSubsetOf(KnownRuleIds.All);

    [Fact]
    public void Controls_OfRotation_AreThoseOfThePublishedMappings() => ControlCatalog.ControlsOf("KMS-6").ShouldSatisfyAllConditions(
        controls => controls["AWS Security Hub CSPM"].ShouldBe(["KMS.4"]),
        controls => controls["CIS AWS Foundations Benchmark v5.0.0"].ShouldBe(["3.6"]),
        controls => controls["NIST SP 800-53 Rev. 5"].ShouldBe(["SC-12(2)"]));

    [Fact]
    public void Controls_OfAnUnknownRule_AreNone() => ControlCatalog.ControlsOf("XYZ-1").ShouldBeEmpty();
}
