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
    public void Results_EverythingPasses_IsAPass() => Rotation(new AuditBuilder().WithCluster("a"), _ => Outcome.Pass("p")).Status.ShouldBe(ControlStatus.Pass);

    [Fact]
    public void Results_NothingHasASubject_DoNotApply()
    {
        Rotation(new AuditBuilder().WithCluster("a"), _ => Outcome.NotApplicable("n")).Status.ShouldBe(ControlStatus.NotApplicable);
        Rotation(new AuditBuilder(), _ => Outcome.Pass("p")).Status.ShouldBe(ControlStatus.NotApplicable);
    }

    [Fact]
    public void Results_OfTheOrganizationsRules_HaveNoCluster()
    {
        var report = new AuditBuilder().WithCluster("a").WithWaiver("KMS-6", "a", new DateOnly(2026, 1, 1)).Audit();

        Control(report, "CSA Cloud Controls Matrix v4", "GRC-04").Failures.ShouldHaveSingleItem().Cluster.ShouldBeNull();
    }

    private static ControlResult Rotation(AuditBuilder builder, Func<RuleContext, Outcome> answer) =>
        Control(builder.Audit(new FixedRule("KMS-6", RuleLevel.Recommended, context => [answer(context)])), "PCI DSS 4.0.1", "3.7.4");

    private static ControlResult Control(AuditReport report, string framework, string id) =>
        report.Frameworks.Single(result => result.Name == framework).Controls.Single(result => result.Control.Id == id);
}
