using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Reports.Json;

namespace AtRest.Reports.JUnit;

/// <summary>A report as test results, for pipelines: a suite for each cluster, a case for each rule.</summary>
internal sealed class JUnitReportRenderer(ReportOptions options) : IReportRenderer
{
    private readonly JUnitCases cases = new(options);

    public string Format => "junit";

    public string FileName => "report.junit.xml";

    public string MediaType => "application/xml";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        // Only names that are not unique get an ID: test systems find a test's history by its name.
        var shared = report.Summaries.GroupBy(cluster => cluster.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        using var writer = new JUnitWriter(stream);
        foreach (var audit in report.Clusters)
        {
            var name = shared.Contains(audit.Cluster.Name) ? $"{audit.Cluster.Name} ({audit.Cluster.Id})" : audit.Cluster.Name;
            await writer.SuiteAsync(name, report.OrganizationId, report.GeneratedAt, [.. PropertiesOf(report), .. PropertiesOf(audit)], [.. cases.ByRule(audit.Findings)], cancellationToken);
        }

        if (!report.Findings.IsEmpty)
        {
            await writer.SuiteAsync($"organization {report.OrganizationName}", report.OrganizationId, report.GeneratedAt, PropertiesOf(report), [.. cases.ByRule(report.Findings)], cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
    }

    private static IEnumerable<(string Name, string? Value)> PropertiesOf(AuditReport report) =>
    [
        ("organization", report.OrganizationName),
        ("reportId", report.ReportId),
        ("tool", $"{report.Tool.Name} {report.Tool.Version}"),
        ("demo", report.Demo ? "true" : null),
    ];

    private static IEnumerable<(string Name, string? Value)> PropertiesOf(ClusterAudit audit) =>
    [
        ("clusterId", audit.Cluster.Id),
        ("verdict", WireWord.Of(audit.Verdict)),
        ("declaredType", SharedParts.WordOf(audit.Cluster.Encryption.Type)),
        ("provider", ClusterElement.WordOf(audit.Cluster.Provider)),
        ("region", audit.Cluster.Region),
        ("stage", audit.Cluster.Stage),
        ("notEvaluated", audit.NotEvaluated),
    ];
}
