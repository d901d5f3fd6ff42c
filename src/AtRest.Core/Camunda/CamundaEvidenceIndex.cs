using System.Collections.Frozen;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Core.Camunda;

/// <summary>What rules find in Camunda's response.</summary>
public static class CamundaEvidenceIndex
{
    /// <summary>What Camunda reports about a cluster; null if it was not asked, did not answer or does not know it.</summary>
    public static CamundaCluster? Reported(this EvidenceIndex index, string clusterId) => Of(index).GetValueOrDefault(clusterId);

    /// <summary>All of Camunda's entries with the ID of a cluster. Usually there is one.</summary>
    internal static IEnumerable<CamundaCluster> AllReported(this EvidenceIndex index, string clusterId) => ReportsOf(index).ById[clusterId];

    /// <summary>The number of Camunda's entries without an ID.</summary>
    internal static int NamelessReported(this EvidenceIndex index) => ReportsOf(index).ById[""].Count(cluster => cluster.Uuid.Length == 0);

    /// <summary>Camunda's entries that name a key, by the key's identity, in Camunda's order.</summary>
    internal static IEnumerable<CamundaCluster> ReportedUsers(this EvidenceIndex index, string keyIdentity) => ReportsOf(index).ByKey[keyIdentity];

    /// <summary>The events of the activity log about a cluster, the oldest first; none if the log was not read.</summary>
    internal static IEnumerable<CamundaEvent> ActivityOf(this EvidenceIndex index, string clusterId) => index.Derived("", () => new CamundaEvents(index.Evidence.Clouds.Camunda?.Activity?.Value?.Items ?? [])).ByCluster[clusterId];

    private static CamundaReports ReportsOf(EvidenceIndex index) => index.Derived("", () => new CamundaReports(index.Evidence.Clouds.Camunda?.Clusters.Value?.Items ?? []));

    /// <summary>Camunda's name of the cloud that hosts a cluster; null if Camunda does not report it.</summary>
    internal static string? ReportedProvider(this EvidenceIndex index, string clusterId) =>
        index.Reported(clusterId) is { } reported ? CamundaCloud.NameOf(reported, index.Evidence.Clouds.Camunda?.Regions.Value) : null;

    private static FrozenDictionary<string, CamundaCluster> Of(EvidenceIndex index) => index.Derived("", () => (index.Evidence.Clouds.Camunda?.Clusters.Value?.Items ?? [])
        .DistinctBy(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase));
}
