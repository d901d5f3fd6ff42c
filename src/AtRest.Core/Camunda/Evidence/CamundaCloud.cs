using AtRest.Core.Clouds;
using AtRest.Core.Inventory;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>Determines the cloud of a cluster that only Camunda reports.</summary>
public static class CamundaCloud
{
    /// <summary>
    /// By the list of regions; if it names no cloud, by the form of the region's code, or by an encryption type that only one cloud has. Null if none of these is conclusive,
    /// and for a cloud that AtRest does not support (see <see cref="NameOf"/>), whose regions can have names like those of another cloud.
    /// </summary>
    public static CloudProvider? Of(CamundaCluster cluster, CamundaRegions? regions) => NameOf(cluster, regions) is { } word
        ? CamundaRegionReading.CloudOf(word)
        : CamundaRegionReading.CloudOfCode(CamundaRegionReading.CodeOf(cluster.Region))
            ?? CloudOfType(cluster.Encryption?.Type);

    /// <summary>Camunda's value for the cluster's cloud; null if its list of regions has none.</summary>
    public static string? NameOf(CamundaCluster cluster, CamundaRegions? regions) => WordFor(cluster.Region, regions);

    /// <summary>Camunda's value for the cloud of a region; null if its list of regions has none.</summary>
    internal static string? WordFor(CamundaName? region, CamundaRegions? regions) =>
        regions is not null && CamundaRegionReading.Find(regions, region)?.Provider?.Trim() is { Length: > 0 } word ? word : null;

    private static CloudProvider? CloudOfType(string? reported) => CloudDescriptions.OfType(
        Enum.GetValues<EncryptionType>().FirstOrDefault(type => type != EncryptionType.All && string.Equals(type.ToString(), reported?.Trim(), StringComparison.OrdinalIgnoreCase)));
}
