using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Audits;

namespace AtRest.Core.Tests.Controls;

public sealed class FrameworkResultsTests
{
    private static readonly DateOnly Later = new(2027, 3, 31);

    [Fact]
    public void Results_OfAFailure_NameClusterAndRule()
    {
        var result = Rotation(new AuditBuilder().WithCluster("a").WithCluster("b"), context => context.Cluster.Id == "a" ? Outcome.Fail("f") : Outcome.Pass("p"));

        result.Status.ShouldBe(ControlStatus.Fail);
        var failure = result.Failures.ShouldHaveSingleItem();
        (failure.Cluster, failure.Waived).ShouldBe(("a", false));
        failure.Rules.ShouldBe(["KMS-6"]);
    }

    [Fact]
    public void Results_NoFailureButSomethingUnknown_SaySo()
    {
        var result = Rotation(new AuditBuilder().WithCluster("a").WithCluster("b"), context => context.Cluster.Id == "a" ? Outcome.Unknown("u") : Outcome.Pass("p"));

        result.Status.ShouldBe(ControlStatus.Unknown);
        result.NotJudged.ShouldBe(["a"]);
        result.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Results_WaivedFailure_IsMarkedAndStandsBehindOpenOnes()
    {
        var builder = new AuditBuilder().WithCluster("a").WithCluster("b").WithWaiver("KMS-6", "a", Later);

        var result = Rotation(builder, _ => Outcome.Fail("f"));

        result.Status.ShouldBe(ControlStatus.Fail);
        result.Failures.Select(failure => (failure.Cluster, failure.Waived)).ShouldBe([("b", false), ("a", true)]);
    }

    [Fact]
    public void Results_OnlyWaivedFailures_AreWaived() =>
        Rotation(new AuditBuilder().WithCluster("a").WithWaiver("KMS-6", "a", Later), _ => Outcome.Fail("f")).Status.ShouldBe(ControlStatus.Waived);

    [Fact]
    public void Results_EverythingPasses_IsAPassOnlyIfTheTextAsksForNoMore()
    {
        var report = new AuditBuilder().WithCluster("a").Audit(FixedRule.Recommended("KPOL-2", Outcome.Pass("p")));

        Control(report, "AWS Security Hub CSPM", "KMS.5").Status.ShouldBe(ControlStatus.Pass);
        Control(report, "NIST SP 800-53 Rev. 5", "AC-3").Status.ShouldBe(ControlStatus.Partly);
        Control(report, "NIST SP 800-53 Rev. 5", "AC-3").Reason.ShouldNotBeNull().ShouldContain("organization's decision");
    }

    [Fact]
    public void Results_NoClusterAtAll_DoNotApply() => Rotation(new AuditBuilder(), _ => Outcome.Pass("p")).Status.ShouldBe(ControlStatus.NotApplicable);

    /// <summary>A control about logs still applies if there is no log.</summary>
    [Fact]
    public void Results_NothingHasASubject_AreNotShown()
    {
        var result = Rotation(new AuditBuilder().WithCluster("a"), _ => Outcome.NotApplicable("There is nothing to judge."));

        result.Status.ShouldBe(ControlStatus.NotShown);
        result.Reason.ShouldNotBeNull().ShouldContain("KMS-6: There is nothing to judge.");
        result.Gaps[0].Clusters.ShouldBe(["a"]);
    }

    [Fact]
    public void Results_ShownInOneClusterAndNotInAnother_ArePartlyShown()
    {
        var report = new AuditBuilder().WithCluster("a").WithCluster("b")
            .Audit(new FixedRule("KPOL-2", RuleLevel.Required, context => [context.Cluster.Id == "a" ? Outcome.Pass("p") : Outcome.NotApplicable("n")]));

        var result = Control(report, "AWS Security Hub CSPM", "KMS.5");

        result.Status.ShouldBe(ControlStatus.Partly);
        result.Gaps.ShouldHaveSingleItem().Clusters.ShouldBe(["b"]);
    }

    [Fact]
    public void Results_ManyReasons_AreListedUpToANumber()
    {
        var builder = new AuditBuilder();
        for (var number = 10; number < 30; number++)
        {
            builder.WithCluster($"c{number}");
        }

        var gaps = Control(builder.Audit(new FixedRule("KPOL-2", RuleLevel.Required, context => [Outcome.NotApplicable($"About {context.Cluster.Id}.")])), "AWS Security Hub CSPM", "KMS.5").Gaps;

        gaps.Length.ShouldBe(11);
        gaps[^1].Clusters.Length.ShouldBe(10);
        gaps.SelectMany(gap => gap.Clusters).Distinct().Count().ShouldBe(20);
    }

    [Theory]
    [InlineData(FindingStatus.Pass, FindingStatus.NotApplicable, ControlStatus.Partly)]
    [InlineData(FindingStatus.Fail, FindingStatus.Pass, ControlStatus.Partly)]
    [InlineData(FindingStatus.Fail, FindingStatus.Unknown, ControlStatus.Unknown)]
    [InlineData(FindingStatus.Unknown, FindingStatus.Pass, ControlStatus.Partly)]
    [InlineData(FindingStatus.Fail, FindingStatus.Fail, ControlStatus.Fail)]
    [InlineData(FindingStatus.NotApplicable, FindingStatus.NotApplicable, ControlStatus.NotShown)]
    public void Results_WhereOneRuleIsEnough_TheBetterOneCounts(FindingStatus events, FindingStatus alarms, ControlStatus expected)
    {
        var report = new AuditBuilder().WithCluster("a").Audit(FixedRule.Recommended("MON-1", Of(events)), FixedRule.Recommended("MON-2", Of(alarms)));

        Control(report, "CSA Cloud Controls Matrix v4", "LOG-05").Status.ShouldBe(expected);

        static Outcome Of(FindingStatus status) => new() { Status = status, Message = "m" };
    }

    [Fact]
    public void Results_OfTheOrganizationsRules_HaveNoCluster()
    {
        var report = new AuditBuilder().WithCluster("a").WithWaiver("KMS-6", "a", new DateOnly(2026, 1, 1)).Audit();

        Control(report, "CSA Cloud Controls Matrix v4", "GRC-04").Failures.ShouldHaveSingleItem().Cluster.ShouldBeNull();
    }

    /// <summary>The organization has no declared type, so the reason names none.</summary>
    [Fact]
    public void Results_OfTheOrganizationsRules_HaveAReasonWithoutAType()
    {
        var report = new AuditBuilder().WithCluster("a").WithWaiver("KMS-6", "a", Later).Audit(FixedRule.Recommended("KMS-6", Outcome.Fail("f")));

        var result = Control(report, "CSA Cloud Controls Matrix v4", "GRC-04");

        result.Status.ShouldBe(ControlStatus.Partly);
        result.Reason.ShouldNotBeNull().ShouldStartWith("A waiver names");
        result.Gaps.ShouldHaveSingleItem().Types.ShouldBeEmpty();
    }

    private static ControlResult Rotation(AuditBuilder builder, Func<RuleContext, Outcome> answer) =>
        Control(builder.Audit(new FixedRule("KMS-6", RuleLevel.Recommended, context => [answer(context)])), "PCI DSS 4.0.1", "3.7.4");

    private static ControlResult Control(AuditReport report, string framework, string id) =>
        report.Frameworks.Single(result => result.Name == framework).Controls.Single(result => result.Control.Id == id);
}
