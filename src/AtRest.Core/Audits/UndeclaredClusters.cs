using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The clusters that Camunda reports for an organization and the inventory does not declare.</summary>
internal static class UndeclaredClusters
{
    /// <summary>The outcome of every rule but DECL-1 for such a cluster.</summary>
    public static Outcome NothingToCompare { get; } = Outcome.NotApplicable("The inventory does not declare this cluster (see DECL-1), so there is no declaration to judge it by.");

    /// <summary>Empty if the audit leaves declared clusters out, because a cluster that is not in it may be declared.</summary>
    public static IEnumerable<Cluster> Of(AuditEvidence evidence)
    {
        if (evidence.Clouds.Camunda is not { Clusters.Value: { } reported } camunda || !evidence.LeftOut.IsEmpty)
        {
            return [];
        }

        var declared = evidence.Organization.Clusters.Select(cluster => cluster.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return reported.Items
            .Where(cluster => !declared.Contains(cluster.Uuid))
            .DistinctBy(cluster => cluster.Uuid.Length == 0 ? $"{cluster}" : cluster.Uuid, StringComparer.OrdinalIgnoreCase)
            .Select((cluster, index) => ToCluster(cluster, index, camunda.Regions.Value));
    }

    private static Cluster ToCluster(CamundaCluster cluster, int index, CamundaRegions? regions)
    {
        var cloud = CamundaCloud.Of(cluster, regions);
        var id = cluster.Uuid.Length > 0 ? cluster.Uuid : $"no-uuid-{index + 1}";
        return new Cluster
        {
            Id = id,
            Name = string.IsNullOrWhiteSpace(cluster.Name) ? id : cluster.Name,
            Provider = cloud,
            Region = CamundaRegionReading.BestNameOf(cluster.Region, cloud) ?? "unknown",
            BackupRegion = CamundaRegionReading.BestNameOf(cluster.BackupRegion, cloud),
            Encryption = new DeclaredEncryption.Undeclared(),
        };
    }
}
