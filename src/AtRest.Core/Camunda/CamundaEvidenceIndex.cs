using System.Collections.Frozen;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Core.Camunda;

/// <summary>What rules find in Camunda's answer.</summary>
public static class CamundaEvidenceIndex
{
    /// <summary>What Camunda reports about a cluster; null if it was not asked, did not answer or does not know it.</summary>
    public static CamundaCluster? Reported(this EvidenceIndex index, string clusterId) => Of(index).GetValueOrDefault(clusterId);

    /// <summary>Camunda's name of the cloud that hosts a cluster; null if Camunda does not report it.</summary>
    internal static string? ReportedProvider(this EvidenceIndex index, string clusterId) =>
        index.Reported(clusterId) is { } reported ? CamundaCloud.NameOf(reported, index.Evidence.Clouds.Camunda?.Regions.Value) : null;

    private static FrozenDictionary<string, CamundaCluster> Of(EvidenceIndex index) => index.Derived("", () => (index.Evidence.Clouds.Camunda?.Clusters.Value?.Items ?? [])
        .DistinctBy(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase));
}
