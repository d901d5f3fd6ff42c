using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditorRobustnessTests
{
    [Fact]
    public void Audit_RuleThrows_IsUnknownAndTheOtherRulesGoOn()
    {
        var report = new AuditBuilder().WithCluster("c").Audit(
            new FixedRule("A", RuleLevel.Required, _ => throw new InvalidOperationException("boom")),
            FixedRule.Required("B", Outcome.Pass("Fine.")));

        report.Verdict.ShouldBe(Verdict.Indeterminate);
        var findings = report.Clusters.Single().Findings;
        findings.Select(finding => finding.Status).ShouldBe([FindingStatus.Unknown, FindingStatus.Pass]);
        findings[0].Message.ShouldContain("boom");
    }

    [Fact]
    public void Audit_RuleThrowsAfterItsFirstAnswer_KeepsNoHalfAnswer()
    {
        static IEnumerable<Outcome> Half(RuleContext context)
        {
            yield return Outcome.Pass("The first key is fine.");
            throw new InvalidOperationException("boom");
        }

        var report = new AuditBuilder().WithCluster("c").Audit(new FixedRule("A", RuleLevel.Required, Half));

        report.Clusters.Single().Findings.Single().Status.ShouldBe(FindingStatus.Unknown);
    }

    [Fact]
    public void Audit_RuleSaysNothing_IsUnknown() =>
        new AuditBuilder().WithCluster("c").Audit(FixedRule.Required("A")).Clusters.Single().Findings.Single().Status.ShouldBe(FindingStatus.Unknown);
}
