using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits.History;

/// <summary>An audit of Provider clusters by one rule, after an earlier report.</summary>
internal static class Histories
{
    public const string PreviousId = "5f0f6a2e-6d0c-8b1e-9c55-0d6f4a1f7e21";
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static PreviousAudit Previous(params PreviousCluster[] clusters) => new() { ReportId = PreviousId, GeneratedAt = Now.AddDays(-30), Clusters = [.. clusters] };

    public static PreviousCluster Was(string id, FindingStatus status = FindingStatus.Pass, bool waived = false, EncryptionType type = EncryptionType.Provider, string? resource = null) => new()
    {
        Id = id,
        Name = id,
        DeclaredType = type,
        Verdict = status switch { FindingStatus.Fail when !waived => Verdict.NonCompliant, FindingStatus.Unknown => Verdict.Indeterminate, _ => Verdict.Compliant },
        Findings = [new PreviousFinding { RuleId = "KMS-2", Resource = resource, Status = status, Waived = waived }],
    };

    public static AuditEvidence Of(PreviousAudit? previous, params string[] clusters) => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = "audit-1",
        AuditedAt = Now,
        Parameters = new AuditParameters(),
        Organization = new Organization { Id = "acme", Name = "Acme Bank", Clusters = [.. clusters.Select(Cluster)] },
        Previous = previous,
        Clouds = new CloudEvidence(),
    };

    public static AuditEvidence WithWaiver(this AuditEvidence evidence, string cluster, DateOnly expires) => evidence with
    {
        Organization = evidence.Organization with
        {
            Waivers = [new Waiver { Rule = "KMS-2", Cluster = cluster, Reason = "r", Owner = "Ann", ApprovedBy = "Bob", Expires = expires }],
        },
    };

    /// <summary>The changes if KMS-2 has the same message for every cluster.</summary>
    public static ImmutableArray<ReportChange> ChangesIf(FindingStatus status, AuditEvidence evidence, string? resource = null) =>
        Audit(evidence, new FixedRule("KMS-2", RuleLevel.Required, _ => [new Outcome { Status = status, Message = "m", Resource = resource }])).Changes;

    public static AuditReport Audit(AuditEvidence evidence, params IRule[] rules) =>
        new Auditor([.. rules], new ToolInfo("atrest", "1")) { OrganizationRules = [] }.Audit(evidence);

    private static Cluster Cluster(string id) => new() { Id = id, Name = id, Provider = CloudProvider.Gcp, Region = "us-east1", Encryption = new DeclaredEncryption.Provider() };
}
