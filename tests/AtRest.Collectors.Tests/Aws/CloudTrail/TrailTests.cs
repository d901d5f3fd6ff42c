using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.CloudTrail;

public sealed class TrailTests
{
    [Fact]
    public async Task Collect_Trail_StatusAndSelectorsAreRead()
    {
        var world = Worlds.Account().Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var details = collection.CloudTrail.Details.ShouldHaveSingleItem();
        details.Status.Value!.IsLogging.ShouldBeTrue();
        details.Status.Value.LatestDeliveryTime.ShouldNotBeNull();
        details.Selectors.Value!.Classic.ShouldHaveSingleItem().ReadWriteType.ShouldBe("All");
    }

    [Fact]
    public async Task Collect_SingleRegionTrail_IsNotReadInOtherRegions()
    {
        var elsewhere = $"arn:aws:cloudtrail:{Names.BackupRegion}:{Names.Account}:trail/elsewhere";
        var world = Worlds.Account().Key(Names.Key).Trail(elsewhere, trail => trail with { IsMultiRegion = false });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.CloudTrail.Details.ShouldAllBe(details => details.Delivery == null);
    }

    [Fact]
    public async Task Collect_DeliveryRefusedInTheKeysRegion_IsAbsentWithItsCause()
    {
        var shadow = $"arn:aws:cloudtrail:{Names.BackupRegion}:{Names.Account}:trail/shadow";
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key).Trail(shadow).Error("cloudtrail:GetTrailStatus", "InternalServerError");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.CloudTrail.Details.Single().Delivery!.Absence!.ErrorCode.ShouldBe("InternalServerError");
        collection.CloudTrail.Details.Single().Delivery!.Resource.ShouldBe($"{shadow} {Names.Region}");
    }

    [Fact]
    public async Task Collect_AdvancedSelectors_KeepEveryOperator()
    {
        var selector = new FakeAdvancedEventSelector
        {
            Name = "all",
            FieldSelectors =
            [
                new FakeFieldSelector { Field = "eventCategory", EqualTo = ["Management"] },
                new FakeFieldSelector { Field = "eventSource", NotEquals = ["kms.amazonaws.com"] },
            ],
        };
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key)
            .Trail(Names.Trail, trail => trail with { AdvancedEventSelectors = [selector] });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var selectors = collection.CloudTrail.Details.Single().Selectors.Value!;
        selectors.Classic.ShouldBeEmpty();
        selectors.Advanced.Single().FieldSelectors[0].EqualTo.ShouldBe(["Management"]);
        selectors.Advanced.Single().FieldSelectors[1].NotEqualTo.ShouldBe(["kms.amazonaws.com"]);
    }

    [Fact]
    public async Task Collect_ShadowTrail_IsReadOnceInItsHomeRegionAndOnceForDelivery()
    {
        var keyElsewhere = Names.Key.Replace(Names.Region, Names.BackupRegion, StringComparison.Ordinal);
        var world = Worlds.Account().Key(Names.Key).Key(keyElsewhere);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key, keyElsewhere));

        collection.Clouds.Aws.CloudTrail.Length.ShouldBe(2);
        collection.Clouds.Aws.CloudTrail.ShouldAllBe(entry => entry.Details.Single().Status.Value != null);
        collection.Clouds.Aws.CloudTrail.Single(entry => entry.Region == Names.Region).Details.Single().Delivery.ShouldBeNull();
        collection.Clouds.Aws.CloudTrail.Single(entry => entry.Region == Names.BackupRegion).Details.Single().Delivery!.Value!.IsLogging.ShouldBeTrue();
        collection.History.Where(call => call.Operation == "cloudtrail:GetTrailStatus").Select(call => call.Region).ShouldBe([Names.Region, Names.BackupRegion], ignoreOrder: true);
        collection.Calls["cloudtrail:GetEventSelectors"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_EventDataStores_AllPagesAndDetailsAreRead()
    {
        var world = Worlds.Account().Key(Names.Key).PageSize(1);
        foreach (var id in new[] { "b", "a", "c" })
        {
            world.EventDataStore($"arn:aws:cloudtrail:{Names.Region}:{Names.Account}:eventdatastore/{id}", id, store => store with { RetentionPeriodInDays = 100 });
        }

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.CloudTrail.EventDataStores.Value!.Arns.Length.ShouldBe(3);
        collection.CloudTrail.EventDataStoreDetails.Select(store => store.Value!.Name).ShouldBe(["a", "b", "c"]);
        collection.CloudTrail.EventDataStoreDetails[0].Value!.RetentionPeriodInDays.ShouldBe(100);
    }

    [Fact]
    public async Task Collect_DescribeTrailsDenied_IsAbsentAndTheKeyIsStillRead()
    {
        var world = Worlds.Account().Key(Names.Key).Deny("cloudtrail:*");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.CloudTrail.Trails.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        collection.CloudTrail.EventDataStores.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        collection.Clouds.Aws.LogBuckets.ShouldBeEmpty();
        collection.Key.Metadata.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_EmptyTextForATime_IsNone()
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, target) => target?.EndsWith("GetTrailStatus", StringComparison.Ordinal) == true
            ? new Bad(200, "application/x-amz-json-1.1", """{"IsLogging": true, "LatestDeliveryTime": "", "StartLoggingTime": "2026-11-20T00:00:00Z"}""")
            : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization(Names.Key)))["acme"];

        var status = clouds.Aws.CloudTrail.Single().Details.Single().Status.Value.ShouldNotBeNull();
        status.LatestDeliveryTime.ShouldBeNull();
        status.StartLoggingTime.ShouldBe(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));
    }
}
