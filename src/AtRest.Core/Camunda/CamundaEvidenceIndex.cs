using System.Collections.Frozen;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Core.Camunda;

/// <summary>What rules find in Camunda's answer.</summary>
public static class CamundaEvidenceIndex
{
    /// <summary>What Camunda reports about a cluster; null if it was not asked, did not answer or does not know it.</summary>
    public static CamundaCluster? Reported(this EvidenceIndex index, string clusterId) => Of(index).GetValueOrDefault(clusterId);

    private static FrozenDictionary<string, CamundaCluster> Of(EvidenceIndex index) => index.Derived("", () => (index.Evidence.Clouds.Camunda?.Clusters.Value?.Items ?? [])
        .DistinctBy(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase));
}
