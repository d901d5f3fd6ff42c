using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;

namespace AtRest.Core.Tests.Rules.CloudTrail;

public sealed class RecorderSetTests
{
    private const string StoreArn = "arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/lake";

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Of_StoreListedInAnotherRegion_CoversIfItIsMultiRegion(bool isMultiRegion, int covering) =>
        RecorderSet.Of(In("eu-central-1"), [EventDataStoreEvidence.Of(In("us-east-1", Store(isMultiRegion)))]).Covering.Length.ShouldBe(covering);

    [Fact]
    public void Of_StoreListedInBothRegions_CountsOnce() =>
        RecorderSet.Of(In("eu-central-1", Store(true)), [EventDataStoreEvidence.Of(In("us-east-1", Store(true)))]).Covering.Length.ShouldBe(1);

    private static EventDataStore Store(bool isMultiRegion) => new()
    {
        Arn = StoreArn,
        Name = "lake",
        Status = "ENABLED",
        MultiRegionEnabled = isMultiRegion,
        RetentionPeriodInDays = 365,
    };

    private static CloudTrailEvidence In(string region, params ImmutableArray<EventDataStore> stores) => new()
    {
        AccountId = "111122223333",
        Region = region,
        Trails = Read("cloudtrail:DescribeTrails", region, new TrailList([])),
        EventDataStores = Read("cloudtrail:ListEventDataStores", region, new EventDataStoreList([.. stores.Select(store => store.Arn)])),
        EventDataStoreDetails = [.. stores.Select(store => Read("cloudtrail:GetEventDataStore", store.Arn, store))],
    };

    private static Collected<T> Read<T>(string source, string resource, T value)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = DateTimeOffset.UnixEpoch, Value = value };
}
