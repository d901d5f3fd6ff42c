using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Controls;

public sealed class ControlCatalogTests
{
    private static readonly string[] ThirdParties = ["prowler", "csf.tools", "withpci", "stigviewer", "cloudaware", "springlex", "digital-operational-resilience"];

    private static IEnumerable<(ControlFramework Framework, Control Control)> All => ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Select(control => (framework, control)));

    /// <summary>The source is a clause of the framework's document, so it starts with the document's name and ends with the control's number.</summary>
    [Fact]
    public void Sources_NameTheFrameworksOwnDocumentAndTheClause()
    {
        foreach (var (framework, control) in All)
        {
            framework.Source.Split(' ', ',')[0].ShouldBeOneOf(control.Source.Split(' ', ',')[0], "AICPA", "BSI");
            control.Source.ShouldEndWith(control.Id.Replace("Art. ", "", StringComparison.Ordinal).Replace("A.", "", StringComparison.Ordinal), customMessage: $"{framework.Name} {control.Id}");
        }
    }

    [Fact]
    public void Sources_AreNeverAThirdPartys() => All.SelectMany(entry => new[] { entry.Framework.Source, entry.Framework.Url, entry.Control.Source, entry.Control.Url ?? "" })
        .Where(source => ThirdParties.Any(party => source.Contains(party, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();

    [Fact]
    public void Frameworks_HaveUniqueNames() => ControlCatalog.Frameworks.Select(framework => framework.Name).ShouldBeUnique();

    [Fact]
    public void Frameworks_MapOnlyRulesOfTheCatalogue() => All.SelectMany(entry => entry.Control.Rules).Distinct().ShouldBeSubsetOf(RuleCatalog.Ids);

    [Fact]
    public void Controls_AllHaveATitleASourceAndARule() => ControlCatalog.Frameworks.SelectMany(framework => framework.Controls).ShouldAllBe(
        control => control.Title.Length > 0 && control.Source.Length > 0 && control.Rules.Length > 0 && control.Rules.Distinct().Count() == control.Rules.Length);

    /// <summary>A list that a file does not have is empty: generated code would leave it uninitialized.</summary>
    [Fact]
    public void Lists_ThatAreMissing_AreEmpty()
    {
        ControlCatalog.Frameworks.ShouldAllBe(framework => !framework.Aliases.IsDefault);
        All.ShouldAllBe(entry => !entry.Control.Types.IsDefault && !entry.Control.Either.IsDefault && !entry.Control.Optional.IsDefault && !entry.Control.Measures.IsDefault);
        All.ShouldContain(entry => entry.Control.Either.IsEmpty);
    }

    [Fact]
    public void Controls_NameOnlyTheirOwnRulesElsewhere()
    {
        foreach (var (_, control) in All)
        {
            control.Either.ShouldBeSubsetOf(control.Rules);
            control.Optional.ShouldBeSubsetOf(control.Rules);
            control.Measures.Select(measure => measure.Rule).ShouldBeSubsetOf(control.Rules);
            control.Measures.Select(measure => measure.Rule).ShouldBeUnique();
        }
    }

    [Fact]
    public void Measures_AreThoseThatAreKnownAndAllAreUsed() =>
        All.SelectMany(entry => entry.Control.Measures).Select(measure => measure.Check).Distinct().ShouldBe(ControlChecks.Names, ignoreOrder: true);

    /// <summary>A control for some types has a reason for the others, and each of its types has a rule.</summary>
    [Fact]
    public void Types_OfAControl_AreExplainedAndHaveARule()
    {
        var appliesTo = RuleCatalog.Descriptors.ToDictionary(rule => rule.Id, rule => rule.AppliesTo.Types);
        foreach (var (framework, control) in All.Where(entry => !entry.Control.Types.IsEmpty))
        {
            control.OtherTypes.ShouldNotBeNullOrEmpty($"{framework.Name} {control.Id}");
            control.Types.ShouldAllBe(type => control.Rules.Any(rule => appliesTo[rule].HasFlag(type)), $"{framework.Name} {control.Id}");
        }
    }

    [Theory]
    [InlineData("NIST SP 800-53 Rev. 5", "SA-9(6)", EncryptionType.External)]
    [InlineData("CSA Cloud Controls Matrix v4", "CEK-08", EncryptionType.External)]
    [InlineData("BSI C5:2025", "CRY-05.02B", EncryptionType.External)]
    [InlineData("BSI C5:2025", "CRY-10.01AC", EncryptionType.Hardware)]
    [InlineData("NIST SP 800-53 Rev. 5", "SC-28(3)", EncryptionType.Hardware)]
    public void Types_OfControlsThatAskForCertainKeys_AreTheseOnly(string framework, string control, EncryptionType type)
    {
        Find(framework, control)!.Types.ShouldBe([type]);
        Enum.GetValues<EncryptionType>().Where(other => other is not EncryptionType.None and not EncryptionType.All && other != type)
            .SelectMany(other => RuleCatalog.Descriptors.SelectMany(rule => ControlCatalog.ControlsOf(rule.Id, other).GetValueOrDefault(framework, [])))
            .ShouldNotContain(control);
    }

    /// <summary>These controls must not be mapped, because no rule shows their requirement.</summary>
    [Theory]
    [InlineData("PCI DSS 4.0.1", "3.7.5")]
    [InlineData("CSA Cloud Controls Matrix v4", "CEK-14")]
    [InlineData("BSI C5:2025", "CRY-16.02B")]
    [InlineData("BSI C5:2025", "OPS-15.03B")]
    [InlineData("BSI C5:2025", "OPS-17.01B")]
    [InlineData("ISO/IEC 27001:2022 Annex A", "A.8.12")]
    [InlineData("NIST SP 800-53 Rev. 5", "AU-5")]
    public void Controls_ThatNoRuleShows_AreNotMapped(string framework, string control) => Find(framework, control).ShouldBeNull();

    [Theory]
    [InlineData("ISO/IEC 27001:2022 Annex A", "A.8.16", "TRAIL-1", "TRAIL-4", "TRAIL-5")]
    [InlineData("NIST SP 800-53 Rev. 5", "SC-28(3)", "KMS-6", "GKMS-3")]
    [InlineData("NIST SP 800-53 Rev. 5", "SC-12(2)", "KMS-6", "GKMS-3")]
    [InlineData("AWS Security Hub CSPM", "CloudTrail.6", "TRAIL-5")]
    public void Rules_ThatDoNotShowAControl_AreNotMappedToIt(string framework, string control, params string[] rules) => Find(framework, control)!.Rules.Intersect(rules).ShouldBeEmpty();

    [Theory]
    [InlineData("NIST SP 800-53 Rev. 5", "SC-28", "SC-28(1)", "SC-13")]
    [InlineData("CIS AWS Foundations Benchmark v3.0.0", "3.2", "3.5", "4.7")]
    [InlineData("AWS Security Hub CSPM", "CloudTrail.2")]
    [InlineData("PCI DSS 4.0.1", "10.7.2")]
    [InlineData("CSA Cloud Controls Matrix v4", "LOG-09", "LOG-10", "CEK-09", "CEK-16", "CEK-21")]
    [InlineData("ISO/IEC 27001:2022 Annex A", "A.5.23", "A.5.33")]
    public void Controls_ThatRulesSpeakTo_AreMapped(string framework, params string[] controls) => controls.ShouldAllBe(control => Find(framework, control) != null);

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
    public void Controls_OfRotation_AreThoseThatAskForIt() => ControlCatalog.ControlsOf("KMS-6").ShouldSatisfyAllConditions(
        controls => controls["AWS Security Hub CSPM"].ShouldBe(["KMS.4"]),
        controls => controls["CIS AWS Foundations Benchmark v5.0.0"].ShouldBe(["3.6"]),
        controls => controls["NIST SP 800-53 Rev. 5"].ShouldBe(["SC-12"]));

    [Fact]
    public void Controls_OfAnUnknownRule_AreNone() => ControlCatalog.ControlsOf("XYZ-1").ShouldBeEmpty();

    private static Control? Find(string framework, string control) => ControlCatalog.Frameworks.Single(known => known.Name == framework).Controls.FirstOrDefault(known => known.Id == control);
}
