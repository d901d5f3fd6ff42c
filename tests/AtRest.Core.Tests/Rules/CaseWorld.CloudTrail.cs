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
}
