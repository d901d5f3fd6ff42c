using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits.History;

public sealed class TrendTests
{
    private static readonly DateTimeOffset Now = Histories.Now;

    [Fact]
    public void Audit_WithoutEarlierReport_BeginsATrend()
    {
        var report = Audit(Histories.Of(previous: null, "a", "b", "c", "d"), new()
        {
            ["a"] = FindingStatus.Pass,
            ["b"] = FindingStatus.Fail,
            ["c"] = FindingStatus.Unknown,
            ["d"] = FindingStatus.Fail,
        });

        var point = report.Trend.ShouldHaveSingleItem();

        (point.GeneratedAt, point.Compliant, point.NonCompliant, point.Indeterminate, point.Unknown).ShouldBe((Now, 1, 2, 1, 1));
        point.Clusters.ShouldBe(4);
        point.OpenFailures.ShouldBe(2);
    }

    [Fact]
    public void Audit_CountsFailuresBySeverity()
    {
        var report = Histories.Audit(
            Histories.Of(previous: null, "a"),
            new FixedRule("KMS-2", RuleLevel.Required, _ => Failures(FindingStatus.Fail, 1), Severity.Critical),
            new FixedRule("KMS-3", RuleLevel.Required, _ => Failures(FindingStatus.Fail, 2), Severity.High),
            new FixedRule("KMS-4", RuleLevel.Required, _ => Failures(FindingStatus.Fail, 3), Severity.Medium),
            new FixedRule("KMS-5", RuleLevel.Required, _ => Failures(FindingStatus.Fail, 4), Severity.Low),
            new FixedRule("KMS-6", RuleLevel.Required, _ => Failures(FindingStatus.Unknown, 5), Severity.Low));

        var point = report.Trend.ShouldHaveSingleItem();

        (point.Critical, point.High, point.Medium, point.Low, point.Unknown).ShouldBe((1, 2, 3, 4, 5));

        static Outcome[] Failures(FindingStatus status, int number) => [.. Enumerable.Range(0, number).Select(place => new Outcome { Status = status, Message = "m", Resource = $"r{place}" })];
    }

    [Fact]
    public void Audit_WaivedFailures_AreNotCounted() =>
        Audit(Histories.Of(previous: null, "a").WithWaiver("a", DateOnly.FromDateTime(Now.UtcDateTime).AddDays(1)), new() { ["a"] = FindingStatus.Fail })
            .Trend.ShouldHaveSingleItem().OpenFailures.ShouldBe(0);

    [Fact]
    public void Audit_ContinuesTheTrendOfTheReportBefore()
    {
        var report = Audit(Histories.Of(After(Point(-2, compliant: 7), Point(-1, compliant: 8)), "a"), new() { ["a"] = FindingStatus.Pass });

        report.Trend.Select(point => point.Compliant).ShouldBe([7, 8, 1]);
    }

    [Fact]
    public void Audit_OfADay_ReplacesTheEarlierOneOfThatDay()
    {
        var report = Audit(Histories.Of(After(Point(-1, 8), Point(0, 9) with { GeneratedAt = Now.AddHours(-3) }), "a"), new() { ["a"] = FindingStatus.Pass });

        report.Trend.Select(point => point.Compliant).ShouldBe([8, 1]);
    }

    [Fact]
    public void Audit_ForgetsWhatIsOlderThanAYear_AndWhatIsInTheFuture()
    {
        var report = Audit(Histories.Of(After(Point(-400, 1), Point(-365, 2), Point(-364, 3), Point(2, 4)), "a"), new() { ["a"] = FindingStatus.Fail });

        report.Trend.Select(point => point.Compliant).ShouldBe([3, 0]);
    }

    [Fact]
    public void Audit_OfSomeClusters_AddsNothing()
    {
        var report = Audit(Histories.Of(After(Point(-1, 8)), "a") with { LeftOut = ["b"] }, new() { ["a"] = FindingStatus.Fail });

        report.Trend.Select(point => point.Compliant).ShouldBe([8]);
    }

    [Fact]
    public void Audit_WithoutClusters_HasAPointOfZeros() => Audit(Histories.Of(previous: null), []).Trend.ShouldHaveSingleItem().Clusters.ShouldBe(0);

    [Fact]
    public void Previous_OfAReport_HoldsItsTrend()
    {
        var report = Audit(Histories.Of(After(Point(-1, 8)), "a"), new() { ["a"] = FindingStatus.Pass });

        PreviousAudit.Of(report).Trend.ShouldBe(report.Trend);
    }

    private static AuditReport Audit(AuditEvidence evidence, Dictionary<string, FindingStatus> status) =>
        Histories.Audit(evidence, new FixedRule("KMS-2", RuleLevel.Required, context => [new Outcome { Status = status[context.Cluster.Id], Message = "m" }]));

    private static PreviousAudit After(params TrendPoint[] points) => Histories.Previous() with { Trend = [.. points] };

    private static TrendPoint Point(int day, int compliant) =>
        new() { GeneratedAt = Now.AddDays(day), Compliant = compliant, NonCompliant = 0, Indeterminate = 0, Critical = 0, High = 0, Medium = 0, Low = 0, Unknown = 0 };
}
