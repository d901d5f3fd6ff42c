using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditorWaiverTests
{
    private static readonly FixedRule Failing = FixedRule.Required("KMS-2", Outcome.Fail("Broken."));
    private static readonly DateOnly LastDay = new(2026, 11, 24);

    [Fact]
    public void Audit_FailureWaived_IsCompliantAndTheFindingStaysAFailure()
    {
        var report = new AuditBuilder().WithCluster("c").WithWaiver("KMS-2", "c", LastDay).Audit(Failing);

        report.Verdict.ShouldBe(Verdict.Compliant);
        var finding = report.Clusters.Single().Findings.Single();
        finding.Status.ShouldBe(FindingStatus.Fail);
        finding.Waiver.ShouldNotBeNull().Owner.ShouldBe("Ann");
        report.Waivers.Single().State.ShouldBe(WaiverState.Active);
    }

    [Fact]
    public void Audit_OnTheLastDay_WaiverCounts() => Audit(new DateTimeOffset(2026, 11, 24, 23, 59, 59, TimeSpan.Zero)).Verdict.ShouldBe(Verdict.Compliant);

    [Fact]
    public void Audit_OnTheNextDay_WaiverIsExpiredAndNoLongerApplies()
    {
        var report = Audit(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

        report.Verdict.ShouldBe(Verdict.NonCompliant);
        report.Clusters.Single().Findings.Single().Waiver.ShouldBeNull();
        report.Waivers.Single().State.ShouldBe(WaiverState.Expired);
    }

    [Fact]
    public void Audit_LastDayElsewhere_UtcDecides() =>
        Audit(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.FromHours(2))).Verdict.ShouldBe(Verdict.Compliant);

    [Theory]
    [InlineData("KMS-3", "c")]
    [InlineData("KMS-2", "other")]
    public void Audit_WaiverForSomethingElse_IsUnused(string rule, string cluster)
    {
        var report = new AuditBuilder().WithCluster("c").WithWaiver(rule, cluster, LastDay).Audit(Failing);

        report.Verdict.ShouldBe(Verdict.NonCompliant);
        report.Waivers.Single().State.ShouldBe(WaiverState.Unused);
    }

    [Fact]
    public void Audit_RuleUnknown_WaiverDoesNotHideIt()
    {
        var report = new AuditBuilder().WithCluster("c").WithWaiver("KMS-2", "c", LastDay).Audit(FixedRule.Required("KMS-2", Outcome.Unknown("Not seen.")));

        report.Verdict.ShouldBe(Verdict.Indeterminate);
        report.Waivers.Single().State.ShouldBe(WaiverState.Unused);
    }

    /// <summary>Each waiver matches the failure, as in WAIV-2, so none of them is reported as unused.</summary>
    [Fact]
    public void Audit_TwoWaiversOfOneFailure_BothAreActive()
    {
        var report = new AuditBuilder().WithCluster("c").WithWaiver("KMS-2", "c", LastDay).WithWaiver("KMS-2", "c", LastDay.AddDays(9)).Audit(Failing);

        report.Clusters.Single().Findings.Single().Waiver.ShouldNotBeNull().Expires.ShouldBe(LastDay.AddDays(9));
        report.Waivers.Select(use => use.State).ShouldBe([WaiverState.Active, WaiverState.Active]);
    }

    private static AuditReport Audit(DateTimeOffset at) => new AuditBuilder().WithCluster("c").WithWaiver("KMS-2", "c", LastDay).At(at).Audit(Failing);
}
