using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Cli.Commands.Importing;

/// <summary>A cluster for the inventory, and what a person has to complete or check.</summary>
internal sealed record ImportedCluster
{
    private static readonly ImmutableArray<EncryptionType> Types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];

    public required CamundaCluster Reported { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty if Camunda does not report it.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's code, or Camunda's own words if they do not contain it.</summary>
    public required string Region { get; init; }

    public string? BackupRegion { get; init; }

    /// <summary>As the inventory spells it, or Camunda's own word if AtRest does not know it.</summary>
    public required string Type { get; init; }

    public bool IsExternal => Type == nameof(EncryptionType.External);

    /// <summary>What to complete or check, as sentences.</summary>
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
            Provider = cloud is { } known ? WireWord.Of(known) : "",
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
                ? "Fill in the type. Camunda does not report it."
                : $"Correct the type. Camunda reports '{word}', which this version of AtRest does not know.";
        }

        if (cloud is null)
        {
            yield return cloudName is null
                ? "Fill in the provider (aws or gcp). Camunda does not report it."
                : $"Fill in the provider. Camunda reports the cloud '{cloudName}', which this version of AtRest does not know.";
        }

        if (CamundaRegionReading.CodeOf(reported.Region, cloud) is null)
        {
            yield return "Fill in the region. Camunda does not report the provider's code for it.";
        }

        if (reported.BackupRegion is not null && CamundaRegionReading.CodeOf(reported.BackupRegion, cloud) is null)
        {
            yield return "Fill in the backupRegion. Camunda does not report the provider's code for it.";
        }

        if (type is nameof(EncryptionType.External) && reported.Encryption?.PrimaryKeyArn is null)
        {
            yield return "Fill in the primaryKeyArn. Camunda does not report one.";
        }

        var keys = new[] { reported.Encryption?.PrimaryKeyArn, reported.Encryption?.SecondaryKeyArn }.OfType<string>().ToList();
        if (type is not (null or nameof(EncryptionType.External)) && keys.Count > 0)
        {
            yield return $"Check the cluster in the Camunda Console. Camunda reports the key {string.Join(" and ", keys)}, which only an External cluster can have.";
        }
    }
}
