using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>The operations on event data stores. A store is listed only in its own account and region.</summary>
internal sealed partial class EventDataStores(AwsWorld world, AccessCheck access, IFakeService service)
{
    private const int MostResults = 1000;

    private static readonly FakeAdvancedEventSelector Default = new()
    {
        Name = "Default management events",
        FieldSelectors = [new FakeFieldSelector { Field = "eventCategory", EqualTo = ["Management"] }],
    };

    public JsonObject List(JsonObject input, Caller caller)
    {
        access.Check(service, "ListEventDataStores", null, caller);
        RefuseNewCustomers(caller);
        int limit = Paging.Limit(input, "MaxResults", MostResults, MostResults) ?? throw CloudTrailErrors.InvalidMaxResults(MostResults);
        FakeEventDataStore[] own = [.. world.Scenario.EventDataStores.Where(store => IsOwn(store, caller))];
        try
        {
            int size = Math.Min(limit, world.Scenario.PageSize ?? limit);
            (IReadOnlyList<FakeEventDataStore> page, string? next) = Paging.Cut(own, "stores", InputCheck.Text(input, "NextToken"), size);
            return new JsonObject
            {
                // The other members of the entries are deprecated and no longer returned.
                ["EventDataStores"] = new JsonArray([.. page.Select(store => (JsonNode)new JsonObject { ["EventDataStoreArn"] = store.Arn, ["Name"] = store.Name })]),
                ["NextToken"] = next,
            };
        }
        catch (ArgumentException)
        {
            throw CloudTrailErrors.InvalidToken();
        }
    }

    public JsonObject Get(JsonObject input, Caller caller)
    {
        string? name = InputCheck.Text(input, "EventDataStore");
        if (name is null || !Name().IsMatch(name))
        {
            throw CloudTrailErrors.InvalidStoreArn(name);
        }

        string arn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:cloudtrail:{caller.Region}:{caller.AccountId}:eventdatastore/{name}";
        access.Check(service, "GetEventDataStore", arn, caller);
        RefuseNewCustomers(caller);
        FakeEventDataStore store = world.Scenario.EventDataStores.FirstOrDefault(known => known.Arn == arn && IsOwn(known, caller)) ?? throw CloudTrailErrors.StoreNotFound(arn);
        JsonNode? created = JsonProtocol.Epoch(world.At(store.CreationDate));
        return new JsonObject
        {
            ["EventDataStoreArn"] = store.Arn,
            ["Name"] = store.Name,
            ["Status"] = store.Status,
            ["AdvancedEventSelectors"] = SelectorShapes.Advanced(store.AdvancedEventSelectors ?? [Default]),
            ["MultiRegionEnabled"] = store.IsMultiRegion,
            ["OrganizationEnabled"] = store.IsOrganization,
            ["RetentionPeriod"] = store.RetentionPeriodInDays,
            ["KmsKeyId"] = store.KmsKeyId,
            ["TerminationProtectionEnabled"] = store.TerminationProtection,
            ["CreatedTimestamp"] = created,
            ["UpdatedTimestamp"] = created?.DeepClone(),
            ["BillingMode"] = "EXTENDABLE_RETENTION_PRICING",
        };
    }

    private void RefuseNewCustomers(Caller caller)
    {
        if (world.Scenario.Accounts.Any(account => account.AccountId == caller.AccountId && !account.CloudTrailLake))
        {
            throw CloudTrailErrors.LakeIsClosed(caller);
        }
    }

    private static bool IsOwn(FakeEventDataStore store, Caller caller) => store.OwnerAccountId == caller.AccountId && store.Region == caller.Region;

    [GeneratedRegex("^(?:arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:[0-9]{12}:eventdatastore/)?[A-Za-z0-9-]+$")]
    private static partial Regex Name();
}
