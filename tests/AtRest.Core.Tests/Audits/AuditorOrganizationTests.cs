using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditorOrganizationTests
{
    [Fact]
    public void Audit_OrganizationRules_AreJudgedOnceAndCountInNoSummary()
    {
        var report = new AuditBuilder().WithCluster("a").WithCluster("b").Audit(FixedRule.Required("A", Outcome.Pass("Fine.")));

        report.Findings.Select(finding => finding.RuleId).ShouldBe(["WAIV-1", "WAIV-2"]);
        report.Summary.Findings.Values.Sum().ShouldBe(2);
    }

    [Fact]
    public void Audit_OrganizationRuleFails_ChangesNoVerdict()
    {
        var report = new AuditBuilder().WithCluster("c").WithWaiver("KMS-2", "c", new DateOnly(2026, 1, 1)).Audit(FixedRule.Required("A", Outcome.Pass("Fine.")));

        report.Findings[0].Status.ShouldBe(FindingStatus.Fail);
        report.Verdict.ShouldBe(Verdict.Compliant);
    }

    [Fact]
    public void Audit_OrganizationRuleThrows_IsUnknownAndTheOthersGoOn()
    {
        var report = AuditBy(new Broken(), new Silent());

        report.Findings.Select(finding => finding.Status).ShouldBe([FindingStatus.Unknown, FindingStatus.Unknown]);
        report.Findings[0].Message.ShouldContain("boom");
    }

    [Fact]
    public void Audit_WaiverOfAClusterThatIsLeftOut_IsNotListed()
    {
        var evidence = Evidence() with { LeftOut = ["other"], Organization = Organization("other") };

        new Auditor([], new ToolInfo("atrest", "1")).Audit(evidence).Waivers.ShouldBeEmpty();
    }

    private static AuditReport AuditBy(params IOrganizationRule[] rules) =>
        new Auditor([], new ToolInfo("atrest", "1")) { OrganizationRules = [.. rules] }.Audit(Evidence());

    private static AuditEvidence Evidence() => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = "audit-1",
        AuditedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Parameters = new AuditParameters(),
        Organization = Organization("c"),
        Clouds = new CloudEvidence(),
    };

    private static Organization Organization(string waived) => new()
    {
        Id = "acme",
        Name = "Acme Bank",
        Waivers = [new Waiver { Rule = "KMS-6", Cluster = waived, Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 1, 1) }],
    };

    private static RuleDescriptor Descriptor(string id) => new() { Id = id, Title = id, Level = RuleLevel.Recommended, Severity = Severity.Low, AppliesTo = EncryptionType.None };

    private sealed class Broken : IOrganizationRule
    {
        public RuleDescriptor Descriptor { get; } = AuditorOrganizationTests.Descriptor("X-1");

        public IEnumerable<Outcome> Evaluate(OrganizationContext context) => throw new InvalidOperationException("boom");
    }

    private sealed class Silent : IOrganizationRule
    {
        public RuleDescriptor Descriptor { get; } = AuditorOrganizationTests.Descriptor("X-2");

        public IEnumerable<Outcome> Evaluate(OrganizationContext context) => [];
    }
}
