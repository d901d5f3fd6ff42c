using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Tests.Rules;

/// <summary>Event data stores beyond the keys' regions: <c>"storesElsewhere": {"ACCOUNT/REGION": {…as "stores"…}}</c>.</summary>
internal sealed partial class CaseWorld
{
    private ImmutableArray<EventDataStoreEvidence> StoresElsewhere() =>
        [.. (json["storesElsewhere"] as JsonObject ?? []).Select(entry => StoresAt(entry.Key.Split('/'), entry.Value!.AsObject()))];

    private EventDataStoreEvidence StoresAt(string[] place, JsonObject stores) => new()
    {
        AccountId = place[0],
        Region = place[1],
        List = List(stores, "cloudtrail:ListEventDataStores", $"{place[0]}/{place[1]}", items => new EventDataStoreList([.. items.Select(item => item["arn"]!.GetValue<string>())])),
        Details = [.. Items(stores).Select(store => Collect<EventDataStore>(store["details"], "cloudtrail:GetEventDataStore", store["arn"]!.GetValue<string>()))],
    };

    /// <summary>The keys that encrypt the record: <c>"recordKeys": {"ARN": {"metadata": {"keyState": "Enabled"}, "policy": {"document": {…}}}}</c>.</summary>
    private ImmutableArray<RecordKeyEvidence> RecordKeys() =>
    [
        .. (json["recordKeys"] as JsonObject ?? []).Select(entry => new RecordKeyEvidence
        {
            KeyArn = entry.Key,
            Metadata = Collect<KmsKeyMetadata>(Described(entry.Key, entry.Value!["metadata"]), "kms:DescribeKey", entry.Key),
            Policy = Collect<KeyPolicyText>(CasePolicy.Evidence([], entry.Value["policy"]!.AsObject()), "kms:GetKeyPolicy", entry.Key),
        }),
    ];

    private static JsonNode? Described(string arn, JsonNode? metadata)
    {
        if (metadata is JsonObject described && described["absent"] is null)
        {
            described["arn"] = arn;
            described["keyId"] = arn.Split('/')[^1];
            described["keyState"] ??= "Enabled";
        }

        return metadata;
    }
}
