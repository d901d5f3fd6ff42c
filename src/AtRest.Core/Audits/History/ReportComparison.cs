using System.Collections.Immutable;

namespace AtRest.Core.Audits.History;

/// <summary>The differences from the previous report, in a fixed order: by kind, cluster, rule and resource.</summary>
internal static class ReportComparison
{
    public static ImmutableArray<ReportChange> Of(AuditEvidence evidence, ImmutableArray<ClusterAudit> clusters, ImmutableArray<Finding> findings) => evidence.Previous is not { } previous ? [] :
    [
        .. ClusterChanges.Of(evidence, previous, clusters)
            .Concat(FindingChanges.Of(evidence, previous, clusters, findings))
            .Concat(KeyPolicyChanges.Of(evidence, previous, clusters))
            .OrderBy(change => change.Kind)
            .ThenBy(change => change.Cluster, StringComparer.Ordinal)
            .ThenBy(change => change.RuleId, StringComparer.Ordinal)
            .ThenBy(change => change.Resource, StringComparer.Ordinal),
    ];
}
