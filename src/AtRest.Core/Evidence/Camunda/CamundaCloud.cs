using AtRest.Core.Inventory;

namespace AtRest.Core.Evidence.Camunda;

/// <summary>On which cloud a cluster is that only Camunda speaks of.</summary>
public static class CamundaCloud
{
    /// <summary>By the list of regions, else by the form of the region's code, else by the encryption type, which some clouds alone have; null if nothing tells.</summary>
    public static CloudProvider? Of(CamundaCluster cluster, CamundaRegions? regions) =>
        CamundaRegionReading.CloudOf(regions is null ? null : CamundaRegionReading.Find(regions, cluster.Region)?.Provider)
        ?? CamundaRegionReading.CloudOfCode(CamundaRegionReading.CodeOf(cluster.Region))
        ?? cluster.Encryption?.Type?.Trim().ToUpperInvariant() switch
        {
            "EXTERNAL" => CloudProvider.Aws,
            "SOFTWARE" or "HARDWARE" => CloudProvider.Gcp,
            _ => null,
        };
}
