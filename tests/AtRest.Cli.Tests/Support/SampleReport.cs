using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Cli.Tests.Support;

/// <summary>Small reports to show.</summary>
internal static class SampleReport
{
    public static AuditReport Of(string organization, params ClusterAudit[] clusters) => new()
    {
        SchemaVersion = AuditReport.CurrentSchemaVersion,
        ReportId = "r",
        AuditId = "a",
        OrganizationId = "acme",
        OrganizationName = organization,
        GeneratedAt = new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero),
        Tool = new ToolInfo("AtRest", "0"),
        Parameters = new AuditParameters(),
        Summary = new ReportSummary
        {
            Clusters = clusters.Length,
            Compliant = clusters.Count(cluster => cluster.Verdict == Verdict.Compliant),
            NonCompliant = clusters.Count(cluster => cluster.Verdict == Verdict.NonCompliant),
            Indeterminate = clusters.Count(cluster => cluster.Verdict == Verdict.Indeterminate),
            Findings = ImmutableSortedDictionary<FindingStatus, int>.Empty,
        },
        Clusters = [.. clusters],
        Waivers = [],
        Evidence = [],
    };

    public static ClusterAudit Cluster(string name, Verdict verdict, params Finding[] findings) => new()
    {
        Cluster = new Cluster { Id = name, Name = name, Provider = CloudProvider.Aws, Region = "eu-central-1", Encryption = new DeclaredEncryption.Provider() },
        Verdict = verdict,
        Statements = [],
        Findings = [.. findings],
    };

    public static Finding Finding(string rule, FindingStatus status, string message, Severity severity = Severity.High) => new()
    {
        RuleId = rule,
        Title = $"Title of {rule}",
        Level = RuleLevel.Required,
        Status = status,
        Severity = severity,
        Message = message,
    };
}
