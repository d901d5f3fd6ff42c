using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Tests.Notifications.Support;

/// <summary>Reports for notifications.</summary>
internal static class Notified
{
    public const string ReportId = "0a1f6c52-3d0e-8b7a-9c11-000000000001";

    public static ReportEntry Entry(AuditCause cause = AuditCause.KeyChange, int changes = 1, int clusters = 1) => new()
    {
        ReportId = ReportId,
        AuditId = "0a1f6c52-3d0e-8b7a-9c11-00000000000a",
        OrganizationId = "acme",
        GeneratedAt = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero),
        Cause = cause,
        Detail = cause == AuditCause.KeyChange ? "kms:PutKeyPolicy on arn:aws:kms:eu-central-1:111122223333:key/1" : null,
        Verdict = Verdict.NonCompliant,
        Clusters = ClusterCounts.Of(Enumerable.Repeat(Verdict.NonCompliant, clusters)),
        LeftOut = 0,
        Changes = changes,
        Files = [],
    };

    public static AuditReport Report(int changes = 1, string message = "The policy of key k was changed.", int clusters = 1, string name = "payments") => new()
    {
        SchemaVersion = AuditReport.CurrentSchemaVersion,
        ReportId = ReportId,
        AuditId = "0a1f6c52-3d0e-8b7a-9c11-00000000000a",
        OrganizationId = "acme",
        OrganizationName = "Acme Bank",
        GeneratedAt = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero),
        Tool = new ToolInfo("AtRest", "1"),
        Parameters = new AuditParameters(),
        Summary = new ReportSummary { Clusters = 0, Compliant = 0, NonCompliant = 0, Indeterminate = 0, Findings = ImmutableSortedDictionary<FindingStatus, int>.Empty },
        Clusters = [.. Enumerable.Range(0, clusters).Select(number => ClusterOf($"0a1f6c52-3d0e-4b7a-9c11-{number:d12}", name))],
        Waivers = [],
        Evidence = [],
        Changes = [.. Enumerable.Range(0, changes).Select(_ => new ReportChange { Kind = ChangeKind.KeyPolicy, Message = message })],
    };

    private static ClusterAudit ClusterOf(string id, string name) => new()
    {
        Cluster = new Cluster { Id = id, Name = name, Provider = CloudProvider.Gcp, Region = "europe-west1", Encryption = new DeclaredEncryption.Provider() },
        Verdict = Verdict.NonCompliant,
        Statements = [],
        Findings = [],
    };
}
