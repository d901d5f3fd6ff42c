using System.Collections.Frozen;
using AtRest.Core.Packing;

namespace AtRest.Core.Audits.History;

/// <summary>Finds what an earlier report said about a cluster or a key. Safe for several threads.</summary>
internal sealed class PreviousIndex(PreviousAudit audit)
{
    private readonly PackedIndex<PreviousCluster> clusters = new(audit.Clusters, cluster => cluster.Id);
    private readonly PackedIndex<ReportedKeyPolicy> policies = new(audit.KeyPolicies, policy => policy.KeyArn);
    private readonly FrozenSet<string> leftOut = audit.LeftOut.ToFrozenSet(StringComparer.Ordinal);

    public PreviousAudit Audit => audit;

    public PreviousCluster? Cluster(string id) => clusters.Find(id);

    public ReportedKeyPolicy? Policy(string keyArn) => policies.Find(keyArn);

    public bool IsLeftOut(string clusterId) => leftOut.Contains(clusterId);
}
