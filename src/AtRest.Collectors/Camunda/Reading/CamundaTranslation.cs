using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AtRest.Collectors.Retries;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Turns the API's responses into evidence. A fault in one cluster does not affect the others.</summary>
internal static class CamundaTranslation
{
    private const string Console = "console";

    /// <exception cref="WrongAnswerException">The response is not a list of clusters.</exception>
    public static CamundaClusters Clusters(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.ValueKind != JsonValueKind.Array
            ? throw new WrongAnswerException("It is not a list of clusters.")
            : new CamundaClusters([.. document.RootElement.EnumerateArray().Select(Cluster)
                .OrderBy(cluster => cluster.Uuid, StringComparer.Ordinal)
                .ThenBy(cluster => cluster.Name, StringComparer.Ordinal)
                .ThenBy(cluster => EvidenceHash.OfValue(cluster), StringComparer.Ordinal)
                .DistinctBy(cluster => EvidenceHash.OfValue(cluster), StringComparer.Ordinal)]);
    }

    /// <exception cref="WrongAnswerException">The response contains no list of regions.</exception>
    public static CamundaRegions Regions(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.ListOf("regions") is { } regions
            ? new CamundaRegions([.. regions.EnumerateArray()
                .Where(region => region.ValueKind == JsonValueKind.Object)
                .Select(region => new CamundaRegion(region.TextOf("uuid") ?? "", region.TextOf("name"), region.TextOf("provider")))
                .OrderBy(region => region.Uuid, StringComparer.Ordinal)
                .ThenBy(region => region.Name, StringComparer.Ordinal)])
            : throw new WrongAnswerException("It contains no list of regions.");
    }

    /// <summary>An entry without a uuid is kept with an empty one.</summary>
    private static CamundaCluster Cluster(JsonElement entry) => new()
    {
        Uuid = entry.Member("uuid") is { ValueKind: JsonValueKind.String } ? entry.TextOf("uuid")?.Trim() ?? "" : "",
        Name = entry.TextOf("name") ?? "",
        Created = DateTimeOffset.TryParse(entry.TextOf("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var created) ? created : null,
        Region = Name(entry, "region"),
        BackupRegion = Name(entry, "backupRegion"),
        PlanType = Name(entry, "planType"),
        Status = entry.ObjectOf("status")?.TextOf("ready"),
        Encryption = entry.ObjectOf("encryption") is { } encryption ? Encryption(encryption) : null,
        Links = entry.ObjectOf("links") is { } links ? Links(links) : [],
    };

    /// <summary>Only their hosts and ports are used, so what else a link may hold is not kept.</summary>
    private static ImmutableArray<string> Links(JsonElement links) =>
    [
        .. links.EnumerateObject()
            .Where(link => link.Name != Console && link.Value.ValueKind == JsonValueKind.String)
            .Select(link => ClusterEndpoint.Read(links.TextOf(link.Name))?.Address)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static CamundaEncryption Encryption(JsonElement encryption) => new()
    {
        Type = encryption.TextOf("type"),
        PrimaryKeyArn = encryption.TextOf("primaryKeyArn"),
        SecondaryKeyArn = encryption.TextOf("secondaryKeyArn"),
        Status = encryption.TextOf("status"),
    };

    private static CamundaName? Name(JsonElement entry, string name) => entry.ObjectOf(name) is { } value
        ? (value.TextOf("uuid"), value.TextOf("name")) is (not null, _) or (_, not null) ? new CamundaName(value.TextOf("uuid"), value.TextOf("name")) : null
        : null;
}
