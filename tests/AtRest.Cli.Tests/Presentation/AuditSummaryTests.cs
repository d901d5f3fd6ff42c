using System.Collections.Immutable;
using AtRest.Cli.Auditing;
using AtRest.Cli.Presentation;
using AtRest.Cli.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Cli.Tests.Presentation;

public sealed class AuditSummaryTests
{
    private static readonly Waiver Waiver = new() { Rule = "KMS-2", Cluster = "c", Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 3, 31) };

    [Fact]
    public void Lines_OfTwoOrganizations_CountEverything()
    {
        var first = SampleReport.Of(
            "Acme",
            SampleReport.Cluster(
                "payments",
                Verdict.NonCompliant,
                SampleReport.Finding("KMS-1", FindingStatus.Fail, "m", Severity.Critical),
                SampleReport.Finding("KMS-2", FindingStatus.Fail, "m", Severity.High) with { Waiver = Waiver },
                SampleReport.Finding("KMS-3", FindingStatus.Unknown, "m", Severity.Medium)),
            SampleReport.Cluster("claims", Verdict.Compliant)) with
        {
            Findings = [SampleReport.Finding("WAIV-1", FindingStatus.Fail, "m", Severity.Medium)],
            LeftOut = ["x"],
            PreviousReportId = "p",
            Changes = [Change(ChangeKind.FindingOpened), Change(ChangeKind.FindingOpened), Change(ChangeKind.KeyPolicy)],
        };
        var second = SampleReport.Of("Other", SampleReport.Cluster("c", Verdict.Indeterminate));

        Lines([first, second], ["/a/report.json", "/a/report.html"]).ShouldBe(
        [
            "SUMMARY",
            "Organizations  1 non-compliant, 1 indeterminate",
            "Clusters       1 non-compliant, 1 indeterminate, 1 compliant; 1 not audited",
            "Failures       1 critical, 1 medium; 1 waived",
            "Not judged     1 medium",
            "Changes        2 new failures, 1 key policy changed",
            "Files          /a/report.json",
            "               /a/report.html",
        ]);
    }

    [Fact]
    public void Lines_OfNothing_SaySo() => Lines([SampleReport.Of("Acme", SampleReport.Cluster("c", Verdict.Compliant))], []).ShouldBe(
    [
        "SUMMARY",
        "Clusters       1 compliant",
        "Failures       none",
        "Not judged     none",
        "Changes        not compared (--previous FILE compares with an earlier report)",
        "Files          none (--output DIR writes reports)",
    ]);

    [Fact]
    public void Lines_ComparedWithoutChanges_SaySo() =>
        Lines([SampleReport.Of("Acme", SampleReport.Cluster("c", Verdict.Compliant)) with { PreviousReportId = "p" }], []).ShouldContain("Changes        none since the earlier report");

    [Fact]
    public void Lines_WithFailOn_SayTheExitCode()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("c", Verdict.NonCompliant, SampleReport.Finding("KMS-2", FindingStatus.Fail, "m", Severity.High)));

        Lines([report], [], new AuditSettings { FailOn = FailOn.Find("critical")! }).ShouldContain("Exit code      0 (--fail-on critical)");
    }

    [Fact]
    public void Lines_OfEveryKindOfChange_HaveWords()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("c", Verdict.Compliant)) with { PreviousReportId = "p", Changes = [.. Enum.GetValues<ChangeKind>().Select(Change)] };

        Lines([report], []).Single(line => line.StartsWith("Changes", StringComparison.Ordinal)).Split(", ").Length.ShouldBe(Enum.GetValues<ChangeKind>().Length);
    }

    [Fact]
    public void Lines_OnANarrowTerminal_WrapAndKeepPathsWhole()
    {
        var path = "/" + new string('p', 90) + "/report.json";

        var lines = AuditSummary.Lines([SampleReport.Of("Acme", SampleReport.Cluster("c", Verdict.Compliant))], [path], new AuditSettings(), 60).ToList();

        lines.ShouldContain($"Files          {path}");
        lines.Where(line => !line.Contains(path, StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 60);
    }

    private static ImmutableArray<string> Lines(IReadOnlyCollection<AuditReport> reports, IReadOnlyCollection<string> files, AuditSettings? settings = null) =>
        [.. AuditSummary.Lines(reports, files, settings ?? new AuditSettings(), 200)];

    private static ReportChange Change(ChangeKind kind) => new() { Kind = kind, Message = "m" };
}
