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

    /// <summary>The type of an event that changed nothing.</summary>
    private const string Read = "r";

    private const long EarliestMilliseconds = 100_000_000_000;

    /// <summary>The last time that .NET knows, in the year 9999.</summary>
    private const long LatestMilliseconds = 253_402_300_800_000;

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

    /// <summary>
    /// Only changes of clusters are kept, without the rest of the log: it also has the people of the organization. Camunda does not document the words for kinds of entities, so an event is
    /// about a cluster if its ID, or that of its parent, is the ID of one.
    /// </summary>
    /// <param name="content">The response.</param>
    /// <param name="clusters">The clusters of the organization; null if they are not known, so that no event can be chosen.</param>
    /// <exception cref="WrongAnswerException">The response is not a list of events.</exception>
    public static CamundaActivity Activity(byte[] content, CamundaClusters? clusters)
    {
        using var document = JsonDocument.Parse(content);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new WrongAnswerException("It is not a list of events.");
        }

        var known = (clusters?.Items ?? []).Select(cluster => cluster.Uuid).Where(uuid => uuid.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new CamundaActivity([.. document.RootElement.EnumerateArray()
            .Where(entry => entry.ValueKind == JsonValueKind.Object)
            .Select(Event)
            .Where(entry => new[] { entry.EntityId, entry.ParentEntityId }.Any(id => id is not null && known.Contains(id.Trim())))
            .Where(entry => !string.Equals(entry.AuditType, Read, StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Time ?? DateTimeOffset.MinValue)
            .ThenBy(entry => EvidenceHash.OfValue(entry), StringComparer.Ordinal)
            .DistinctBy(entry => EvidenceHash.OfValue(entry), StringComparer.Ordinal)]);
    }

    private static CamundaEvent Event(JsonElement entry) => new()
    {
        Time = TimeOf(entry),
        Audit = entry.TextOf("audit"),
        AuditType = entry.TextOf("auditType"),
        Entity = entry.TextOf("entity"),
        EntityId = entry.TextOf("entityId"),
        ParentEntityId = entry.TextOf("parentEntityId"),
        Attribute = entry.TextOf("entityAttribute"),
        From = entry.TextOf("entityAttributeValueFrom"),
        To = entry.TextOf("entityAttributeValueTo"),
        UserId = entry.TextOf("userId"),
    };

    /// <summary>
    /// The SDK says that a time is a number, without its unit: in seconds, a time of this century has ten digits, and in milliseconds it has more. A text is read as a time, too.
    /// </summary>
    private static DateTimeOffset? TimeOf(JsonElement entry)
    {
        if (entry.Member("timestamp") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && count is > 0 and < LatestMilliseconds)
        {
            return count < EarliestMilliseconds ? DateTimeOffset.FromUnixTimeSeconds(count) : DateTimeOffset.FromUnixTimeMilliseconds(count);
        }

        return entry.Member("timestamp") is { ValueKind: JsonValueKind.String } && DateTimeOffset.TryParse(
            entry.TextOf("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
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
