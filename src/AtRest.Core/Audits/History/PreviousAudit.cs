using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits.History;

/// <summary>The parts of an earlier report that a later one compares itself with.</summary>
public sealed record PreviousAudit
{
    public required string ReportId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>By ID.</summary>
    public PackedList<PreviousCluster> Clusters { get; init; } = [];

    /// <summary>The findings of the rules about the organization.</summary>
    public ImmutableArray<PreviousFinding> Findings { get; init; } = [];

    /// <summary>The IDs of the clusters that the earlier audit left out: their state is not known.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The key policies at that time, by key ARN.</summary>
    public PackedList<ReportedKeyPolicy> KeyPolicies { get; init; } = [];

    /// <summary>The trend up to that report; null in evidence and reports of earlier releases.</summary>
    public ImmutableArray<TrendPoint>? Trend { get; init; }

    /// <summary>What a later report compares itself with.</summary>
    public static PreviousAudit Of(AuditReport report) => new()
    {
        ReportId = report.ReportId,
        GeneratedAt = report.GeneratedAt,
        Clusters = PackedLists.Pack(report.Clusters.Select(PreviousCluster.Of)).SortedBy(cluster => cluster.Id),
        Findings = [.. report.Findings.Select(PreviousFinding.Of)],
        LeftOut = report.LeftOut,
        KeyPolicies = PackedLists.Pack(report.KeyPolicies),
        Trend = report.Trend,
    };
}

/// <summary>A cluster of an earlier report.</summary>
public sealed record PreviousCluster
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The declared type; None for a cluster that was not declared.</summary>
    public required EncryptionType DeclaredType { get; init; }

    public required Verdict Verdict { get; init; }

    public ImmutableArray<PreviousFinding> Findings { get; init; } = [];

    internal static PreviousCluster Of(ClusterAudit audit) => new()
    {
        Id = audit.Cluster.Id,
        Name = audit.Cluster.Name,
        DeclaredType = audit.Cluster.Encryption.Type,
        Verdict = audit.Verdict,
        Findings = [.. audit.Findings.Select(PreviousFinding.Of)],
    };
}

/// <summary>A finding of an earlier report.</summary>
public sealed record PreviousFinding
{
    public required string RuleId { get; init; }

    public string? Resource { get; init; }

    public required FindingStatus Status { get; init; }

    public bool Waived { get; init; }

    internal static PreviousFinding Of(Finding finding) => new() { RuleId = finding.RuleId, Resource = finding.Resource, Status = finding.Status, Waived = finding.Waiver is not null };
}
