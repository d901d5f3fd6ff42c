using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Commands.Importing;

/// <summary>A cluster as it goes into the inventory, and what its author has to look at.</summary>
internal sealed record ImportedCluster
{
    private static readonly ImmutableArray<EncryptionType> Types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];

    public required CamundaCluster Reported { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty if Camunda does not tell it.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's code, or Camunda's own words where these do not tell it.</summary>
    public required string Region { get; init; }

    public string? BackupRegion { get; init; }

    /// <summary>As the inventory spells it, or Camunda's own word where AtRest does not know it.</summary>
    public required string Type { get; init; }

    public bool IsExternal => Type == nameof(EncryptionType.External);

    /// <summary>What is to be filled in or looked at, as sentences.</summary>
    public required ImmutableArray<string> Remarks { get; init; }

    public static ImportedCluster Of(CamundaCluster reported, CamundaRegions? regions)
    {
        var cloud = CamundaCloud.Of(reported, regions);
        var word = reported.Encryption?.Type?.Trim();
        var type = Types.Where(known => string.Equals(known.ToString(), word, StringComparison.OrdinalIgnoreCase)).Select(known => known.ToString()).FirstOrDefault();
        return new ImportedCluster
        {
            Reported = reported,
            Name = string.IsNullOrWhiteSpace(reported.Name) ? reported.Uuid : reported.Name,
            Provider = cloud is { } known ? InventoryWords.Of(known) : "",
            Region = CamundaRegionReading.BestNameOf(reported.Region, cloud) ?? "",
            BackupRegion = CamundaRegionReading.BestNameOf(reported.BackupRegion, cloud),
            Type = type ?? word ?? "",
            Remarks = [.. Remark(reported, cloud, CamundaCloud.NameOf(reported, regions), word, type)],
        };
    }

    private static IEnumerable<string> Remark(CamundaCluster reported, CloudProvider? cloud, string? cloudName, string? word, string? type)
    {
        if (type is null)
        {
            yield return string.IsNullOrEmpty(word)
                ? "Fill in the type: Camunda does not report one."
                : $"Correct the type: Camunda reports '{word}', which this version of AtRest does not know.";
        }

        if (cloud is null)
        {
            yield return cloudName is null
                ? "Fill in the provider (aws or gcp): Camunda does not tell it."
                : $"Left open: the provider. Camunda names the cloud '{cloudName}', which this version of AtRest does not know.";
        }

        if (CamundaRegionReading.CodeOf(reported.Region, cloud) is null)
        {
            yield return "Fill in the region: Camunda does not tell the provider's code of it.";
        }

        if (reported.BackupRegion is not null && CamundaRegionReading.CodeOf(reported.BackupRegion, cloud) is null)
        {
            yield return "Fill in the backupRegion: Camunda does not tell the provider's code of it.";
        }

        if (type is nameof(EncryptionType.External) && reported.Encryption?.PrimaryKeyArn is null)
        {
            yield return "Fill in the primaryKeyArn: Camunda reports none.";
        }

        var keys = new[] { reported.Encryption?.PrimaryKeyArn, reported.Encryption?.SecondaryKeyArn }.OfType<string>().ToList();
        if (type is not (null or nameof(EncryptionType.External)) && keys.Count > 0)
        {
            yield return $"Look at this in the Console: Camunda reports the key {string.Join(" and ", keys)}, which only an External cluster can have.";
        }
    }
}
