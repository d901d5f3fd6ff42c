using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditorOrderTests
{
    [Fact]
    public void Audit_Clusters_MostUrgentFirstThenByName()
    {
        var rule = new FixedRule("A", RuleLevel.Required, context => [Answer(context.Cluster.Id)]);

        var report = new AuditBuilder()
            .WithCluster("fine-2", "b").WithCluster("fine-1", "a").WithCluster("dark").WithCluster("bad").WithCluster("worst").WithCluster("fine-0", "a")
            .Audit(rule);

        report.Clusters.Select(cluster => cluster.Cluster.Id).ShouldBe(["worst", "bad", "dark", "fine-0", "fine-1", "fine-2"]);
    }

    [Fact]
    public void Audit_Findings_HaveTheOrderOfTheRules()
    {
        var report = new AuditBuilder().WithCluster("c").Audit(FixedRule.Required("Z", Outcome.Pass("1"), Outcome.Pass("2")), FixedRule.Required("A", Outcome.Fail("3")));

        report.Clusters.Single().Findings.Select(finding => finding.RuleId + finding.Message).ShouldBe(["Z1", "Z2", "A3"]);
    }

    [Fact]
    public void Audit_Findings_TakeLevelAndSeverityFromTheRuleUnlessTheOutcomeSaysOtherwise()
    {
        var report = new AuditBuilder().WithCluster("c").Audit(
            FixedRule.Recommended("A", Outcome.Fail("1"), Outcome.Fail("2") with { Level = RuleLevel.Required, Severity = Severity.Critical }));

        report.Clusters.Single().Findings.Select(finding => (finding.Level, finding.Severity))
            .ShouldBe([(RuleLevel.Recommended, Severity.Medium), (RuleLevel.Required, Severity.Critical)]);
    }

    [Fact]
    public void Audit_SameEvidence_GivesTheSameReport()
    {
        static AuditReport Audit() => new AuditBuilder().WithCluster("c").Audit(RuleCatalog.All);

        Audit().ReportId.ShouldBe(Audit().ReportId);
        Audit().Clusters.Single().Findings.Select(finding => finding.Message).ShouldBe(Audit().Clusters.Single().Findings.Select(finding => finding.Message));
        Audit().GeneratedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void ReportIds_OfDifferentAudits_Differ() =>
        new AuditBuilder().As("audit-1").Audit().ReportId.ShouldNotBe(new AuditBuilder().As("audit-2").Audit().ReportId);

    [Fact]
    public void ReportIds_AreUuidsOfVersion8() => Guid.Parse(new AuditBuilder().Audit().ReportId).Version.ShouldBe(8);

    private static Outcome Answer(string cluster) => cluster switch
    {
        "worst" => Outcome.Fail("") with { Severity = Severity.Critical },
        "bad" => Outcome.Fail(""),
        "dark" => Outcome.Unknown(""),
        _ => Outcome.Pass(""),
    };
}
