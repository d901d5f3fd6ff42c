using System.Collections.Immutable;
using AtRest.Core.Clouds;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads clusters. The ID of a cluster must be unique across all organizations.</summary>
internal sealed class ClusterReader(ErrorLog log)
{
    private static readonly ImmutableArray<string> Names = ["id", "name", "stage", "provider", "region", "backupRegion", "encryption", "endpoints"];

    private static readonly ImmutableSortedDictionary<string, CloudProvider> Providers =
        CloudDescriptions.All.ToImmutableSortedDictionary(cloud => cloud.Word, cloud => cloud.Provider, StringComparer.OrdinalIgnoreCase);

    private readonly UniqueIds ids = new("cluster ID", log);

    public Cluster? Read(SourceNode node)
    {
        if (ObjectReader.Open(node, "A cluster", Names, log) is not { } reader)
        {
            return null;
        }

        var id = reader.RequiredText("id");
        if (id is not null)
        {
            ids.Add(id, reader.Node.Find("id")!);
        }

        var name = reader.RequiredText("name");
        var stage = reader.OptionalText("stage");
        var provider = WordReader.Required(reader, "provider", Providers, log);
        var region = RegionReader.Check(reader.RequiredText("region"), reader.Node.Find("region"), provider, log);
        var backupRegion = RegionReader.Check(reader.OptionalText("backupRegion"), reader.Node.Find("backupRegion"), provider, log);
        if (region is not null && region == backupRegion)
        {
            log.Warn(reader.Node.Find("backupRegion")!, "The backup region is the same as the cluster's region.");
        }

        var encryption = reader.Required("encryption") is { } declared ? EncryptionReader.Read(declared, log) : null;
        var endpoints = reader.List("endpoints", node => EndpointReader.Read(node, log));
        return id is null || name is null || provider is null || region is null || encryption is null ? null : new Cluster
        {
            Id = id,
            Name = name,
            Stage = stage,
            Provider = provider.Value,
            Region = region,
            BackupRegion = backupRegion,
            Encryption = encryption,
            Endpoints = [.. endpoints.Distinct(StringComparer.Ordinal)],
        };
    }
}
