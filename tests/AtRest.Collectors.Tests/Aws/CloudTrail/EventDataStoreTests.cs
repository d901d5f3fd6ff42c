using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.CloudTrail;

public sealed class EventDataStoreTests
{
    private const string List = "cloudtrail:ListEventDataStores";
    private const string Home = "us-east-1";

    [Fact]
    public async Task Collect_TrailAtHomeInTheKeysRegion_NoOtherRegionIsRead()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).Build(), Fleets.Organization(Names.Key));

        collection.Calls[List].ShouldBe(1);
        collection.Clouds.Aws.EventDataStores.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_TrailWithAnotherHomeRegion_StoresAreReadThereOnce()
    {
        var world = Account(trail => trail).Key(Names.Key).Key(Names.SecondKey).EventDataStore(Store(Home, Names.Account), "lake");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key, Names.SecondKey));

        collection.Calls[List].ShouldBe(2);
        var found = collection.Clouds.Aws.EventDataStores.ShouldHaveSingleItem();
        found.Region.ShouldBe(Home);
        found.Details.ShouldHaveSingleItem().Value!.MultiRegionEnabled.ShouldBeTrue();
    }

    [Fact]
    public async Task Collect_NothingRecordsTheKey_ReadsEveryRegionThatAllAccountsHave()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key).EventDataStore(Store("us-west-2", Names.Account), "lake");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Calls[List].ShouldBe(17);
        collection.Clouds.Aws.EventDataStores.Length.ShouldBe(16);
        collection.Clouds.Aws.EventDataStores.Single(entry => entry.Region == "us-west-2").Details.Single().Value!.Name.ShouldBe("lake");
    }

    [Fact]
    public async Task Collect_StoppedTrail_EveryRegionIsRead()
    {
        var world = Account(trail => trail with { Status = new FakeTrailStatus { IsLogging = false } }).Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Calls[List].ShouldBe(17);
    }

    [Fact]
    public async Task Collect_StoresNotOfferedInTheKeysRegion_NoOtherRegionIsRead()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key).Error(List, "UnsupportedOperationException");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Calls[List].ShouldBe(1);
        collection.CloudTrail.EventDataStores.Absence!.Kind.ShouldBe(AbsenceKind.Unsupported);
    }

    [Fact]
    public async Task Collect_AccountThatCannotUseCloudTrailLake_IsDeniedWithAwssMessage()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Account(Names.Account, account => account with { CloudTrailLake = false }).Key(Names.Key);

        var absence = (await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).CloudTrail.EventDataStores.Absence!;

        (absence.Kind, absence.ErrorCode).ShouldBe((AbsenceKind.Denied, "AccessDeniedException"));
        absence.Cause.ShouldContain("Only existing customers");
    }

    [Fact]
    public async Task Collect_StoppedOrganizationTrail_ReadsTheOwnersStoresWithTheOwnersRole()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Role(Names.OtherRole).Key(Names.Key)
            .Trail(Names.ForeignTrail, trail => trail with { IsOrganization = true, Status = new FakeTrailStatus { IsLogging = false } })
            .EventDataStore(Store(Names.Region, Names.OtherAccount), "org", store => store with { IsOrganization = true });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole));

        collection.Clouds.Aws.EventDataStores.Single(entry => entry.AccountId == Names.OtherAccount).Details.Single().Value!.OrganizationEnabled.ShouldBeTrue();
    }

    [Fact]
    public async Task Collect_StoppedOrganizationTrailOfAnUndeclaredOwner_ItsOwnerIsNotRead()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key)
            .Trail(Names.ForeignTrail, trail => trail with { IsOrganization = true, AdvancedEventSelectors = [], Status = new FakeTrailStatus { IsLogging = false } });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Clouds.Aws.EventDataStores.ShouldAllBe(entry => entry.AccountId == Names.Account);
    }

    private static string Store(string region, string account) => $"arn:aws:cloudtrail:{region}:{account}:eventdatastore/lake";

    private static ScenarioBuilder Account(Func<FakeTrail, FakeTrail> change) => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Trail(Names.Trail.Replace(Names.Region, Home, StringComparison.Ordinal), trail => change(trail with { Bucket = Names.Bucket }))
        .Bucket(Names.Bucket);
}
