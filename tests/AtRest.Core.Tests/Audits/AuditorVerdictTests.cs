using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditorVerdictTests
{
    private static readonly Outcome Pass = Outcome.Pass("Fine.");
    private static readonly Outcome Fail = Outcome.Fail("Broken.");
    private static readonly Outcome Unknown = Outcome.Unknown("Not seen.");
    private static readonly Outcome NotApplicable = Outcome.NotApplicable("No subject.");

    [Fact]
    public void Audit_RequiredRulesPassOrDoNotApply_IsCompliant() =>
        VerdictOf(FixedRule.Required("A", Pass), FixedRule.Required("B", NotApplicable)).ShouldBe(Verdict.Compliant);

    [Fact]
    public void Audit_RequiredRuleUnknown_IsIndeterminate() =>
        VerdictOf(FixedRule.Required("A", Pass), FixedRule.Required("B", Unknown)).ShouldBe(Verdict.Indeterminate);

    [Fact]
    public void Audit_RequiredRuleFails_IsNonCompliantWhateverIsUnknown() =>
        VerdictOf(FixedRule.Required("A", Unknown), FixedRule.Required("B", Pass, Fail)).ShouldBe(Verdict.NonCompliant);

    [Fact]
    public void Audit_RecommendedRulesFailOrAreUnknown_IsCompliant() =>
        VerdictOf(FixedRule.Recommended("A", Fail), FixedRule.Recommended("B", Unknown)).ShouldBe(Verdict.Compliant);

    [Fact]
    public void Audit_OutcomeRaisesTheLevel_IsNonCompliant() =>
        VerdictOf(FixedRule.Recommended("A", Fail with { Level = RuleLevel.Required })).ShouldBe(Verdict.NonCompliant);

    [Fact]
    public void Audit_WithoutClusters_IsCompliant() => new AuditBuilder().Audit(FixedRule.Required("A", Fail)).Verdict.ShouldBe(Verdict.Compliant);

    [Fact]
    public void Audit_SeveralClusters_WorstDecidesAndSummaryCounts()
    {
        var report = new AuditBuilder().WithCluster("good").WithCluster("bad").WithCluster("dark").Audit(
            new FixedRule("A", RuleLevel.Required, context => [context.Cluster.Id switch { "bad" => Fail, "dark" => Unknown, _ => Pass }]));

        report.Verdict.ShouldBe(Verdict.NonCompliant);
        report.Summary.ShouldSatisfyAllConditions(
            summary => summary.Clusters.ShouldBe(3),
            summary => summary.Compliant.ShouldBe(1),
            summary => summary.NonCompliant.ShouldBe(1),
            summary => summary.Indeterminate.ShouldBe(1),
            summary => summary.Findings.ShouldBe(new Dictionary<FindingStatus, int>
            {
                [FindingStatus.Pass] = 1,
                [FindingStatus.Fail] = 1,
                [FindingStatus.Unknown] = 1,
                [FindingStatus.NotApplicable] = 0,
            }));
    }

    private static Verdict VerdictOf(params IRule[] rules) => new AuditBuilder().WithCluster("c").Audit([.. rules]).Verdict;
}
