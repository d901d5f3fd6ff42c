using AtRest.Core.Inventory;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>On which cloud a cluster is that only Camunda speaks of.</summary>
public static class CamundaCloud
{
    /// <summary>
    /// By the list of regions. Where that names no cloud: by the form of the region's code, else by the encryption type, which some clouds alone have. Null if nothing tells,
    /// and for a cloud that Camunda names and AtRest does not know (see <see cref="NameOf"/>): its regions may be named as another cloud's are.
    /// </summary>
    public static CloudProvider? Of(CamundaCluster cluster, CamundaRegions? regions) => NameOf(cluster, regions) is { } word
        ? CamundaRegionReading.CloudOf(word)
        : CamundaRegionReading.CloudOfCode(CamundaRegionReading.CodeOf(cluster.Region))
            ?? cluster.Encryption?.Type?.Trim().ToUpperInvariant() switch
            {
                "EXTERNAL" => CloudProvider.Aws,
                "SOFTWARE" or "HARDWARE" => CloudProvider.Gcp,
                _ => null,
            };

    /// <summary>Camunda's own word for the cluster's cloud; null if its list of regions has none.</summary>
    public static string? NameOf(CamundaCluster cluster, CamundaRegions? regions) => WordFor(cluster.Region, regions);

    /// <summary>Camunda's own word for the cloud of a region; null if its list of regions has none.</summary>
    internal static string? WordFor(CamundaName? region, CamundaRegions? regions) =>
        regions is not null && CamundaRegionReading.Find(regions, region)?.Provider?.Trim() is { Length: > 0 } word ? word : null;
}
