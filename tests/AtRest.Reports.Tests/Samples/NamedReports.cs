using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Reports of every kind, by name, for what must hold of all of them.</summary>
internal static class NamedReports
{
    public static TheoryData<string> Names =>
        ["bank", "single", "without findings", "without clusters", "large", "hostile", "marks", "partial", "reported", "demo", "unknown cloud", "no cloud", "waived", "not evaluated", "costs"];

    public static AuditReport Of(string name) => name switch
    {
        "bank" => SampleReports.Bank(),
        "single" => SampleReports.Single(),
        "without findings" => SampleReports.WithoutFindings(),
        "without clusters" => SampleReports.WithoutClusters(),
        "large" => SampleReports.Large(20),
        "hostile" => HostileReports.Everywhere(),
        "marks" => HostileReports.Marks(),
        "partial" => ProvenReports.Partial(),
        "reported" => ReportedClusters.Report(),
        "demo" => ProvenReports.Demo(),
        "unknown cloud" => ProvenReports.UnknownCloud(),
        "no cloud" => ProvenReports.NoCloud(),
        "waived" => SampleReports.Waived(),
        "not evaluated" => NotEvaluated(),
        "costs" => SampleCosts.Report(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>A cluster whose audit was given up: every rule is unknown.</summary>
    private static AuditReport NotEvaluated()
    {
        var report = SampleReports.Single();
        return report with
        {
            Clusters =
            [
                .. report.Clusters.Select(audit => audit with
                {
                    NotEvaluated = "The audit was given up after 3 tries.",
                    Verdict = Verdict.Indeterminate,
                    Findings = [.. audit.Findings.Select(finding => finding with { Status = FindingStatus.Unknown, Message = "The audit was given up after 3 tries." })],
                }),
            ],
        };
    }
}
