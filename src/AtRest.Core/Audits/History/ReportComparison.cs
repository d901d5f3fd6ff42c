using System.Collections.Immutable;

namespace AtRest.Core.Audits.History;

/// <summary>The differences from the previous report, found cluster by cluster.</summary>
internal sealed class ReportComparison(EvidenceIndex index, PreviousAudit audit)
{
    private readonly PreviousIndex previous = new(audit);

    /// <summary>Null without a previous report.</summary>
    public static ReportComparison? With(EvidenceIndex index) => index.Evidence.Previous is { } previous ? new ReportComparison(index, previous) : null;

    /// <summary>The differences of a cluster of the new report. Safe for several threads.</summary>
    public ImmutableArray<ReportChange> Of(ClusterAudit cluster) => [.. ClusterChanges.Of(previous, cluster), .. FindingChanges.Of(index.Evidence, previous, cluster)];

    /// <summary>All differences in a fixed order: by kind, cluster, rule and resource.</summary>
    /// <param name="ofClusters">The differences of all clusters.</param>
    /// <param name="clusters">The clusters of the new report.</param>
    /// <param name="findings">The new findings about the organization.</param>
    public ImmutableArray<ReportChange> Together(IEnumerable<ReportChange> ofClusters, ImmutableArray<ClusterSummary> clusters, ImmutableArray<Finding> findings) =>
    [
        .. ofClusters
            .Concat(ClusterChanges.Gone(index.Evidence, previous, clusters.Select(cluster => cluster.Id).ToHashSet(StringComparer.Ordinal)))
            .Concat(FindingChanges.OfOrganization(index.Evidence, previous.Audit, findings))
            .Concat(KeyPolicyChanges.Of(index, previous))
            .OrderBy(change => change.Kind)
            .ThenBy(change => change.Cluster, StringComparer.Ordinal)
            .ThenBy(change => change.RuleId, StringComparer.Ordinal)
            .ThenBy(change => change.Resource, StringComparer.Ordinal),
    ];
}
