using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Monitoring;

public sealed class LogGroupTests
{
    [Fact]
    public async Task Collect_TrailWithALogGroup_RetentionFiltersAndAlarmsAreRead()
    {
        var world = Watchers.WatchedTrail(Watchers.Filter("keys", Watchers.AllChanges), Watchers.Filter("root", "{ $.userIdentity.type = Root }")).Key(Names.Key).AlarmOn("keys");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var group = Group(collection);
        group.Group.Value!.RetentionInDays.ShouldBe(400);
        group.Matches.Single(entry => entry.Value!.FilterName == "keys").Value!.Matched.Length.ShouldBe(6);
        group.Matches.Single(entry => entry.Value!.FilterName == "root").Value!.Missed.Length.ShouldBe(6);
        group.Alarms.Single().Value!.Items.Single().AlarmActions.ShouldBe([Watchers.Topic]);
        collection.Calls["logs:TestMetricFilter"].ShouldBe(2);
        collection.Calls["cloudwatch:DescribeAlarmsForMetric"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_EventBridgeHearsEverything_FiltersAreNotAskedFor()
    {
        var world = Watchers.WatchedTrail(Watchers.Filter("keys", Watchers.AllChanges)).Key(Names.Key).Rule("keys", Watchers.AllOfKms);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Group(collection).Group.Value!.RetentionInDays.ShouldBe(400);
        Group(collection).Filters.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        collection.Calls.Keys.Where(call => call.StartsWith("logs:", StringComparison.Ordinal)).ShouldBe(["logs:DescribeLogGroups"]);
    }

    [Theory]
    [InlineData("{ $.eventName = DisableKey }", 1)]
    [InlineData("DisableKey", 3)]
    public async Task Collect_ManyKeys_OneCallHoldsTheSamplesOfMany(string pattern, int calls)
    {
        var keys = Fleets.Keys(20);
        var world = Watchers.WatchedTrail(Watchers.Filter("keys", pattern)).Keys(keys);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        Group(collection).Matches.Length.ShouldBe(20);
        Group(collection).Matches.ShouldAllBe(entry => entry.Value!.Matched.Single() == "DisableKey");
        collection.Calls["logs:TestMetricFilter"].ShouldBe(calls);
    }

    [Fact]
    public async Task Collect_GroupWhoseNameBeginsAnothers_IsFoundOnSmallPages()
    {
        var world = Watchers.WatchedTrail().Key(Names.Key).LogGroup(Watchers.LogGroup + "-other", group => group with { RetentionInDays = 1 }).PageSize(1);

        Group(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Group.Value!.RetentionInDays.ShouldBe(400);
    }

    [Fact]
    public async Task Collect_NoSuchGroup_IsNotFoundAndNothingMoreIsAsked()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key)
            .Trail(Names.Trail, trail => trail with { LogGroupArn = $"{Watchers.LogGroup}:*" }).LogGroup(Watchers.LogGroup + "-other");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Group(collection).Group.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        collection.Calls.ShouldNotContainKey("logs:DescribeMetricFilters");
    }

    [Theory]
    [InlineData("logs:DescribeLogGroups")]
    [InlineData("logs:DescribeMetricFilters")]
    [InlineData("logs:TestMetricFilter")]
    [InlineData("cloudwatch:DescribeAlarmsForMetric")]
    public async Task Collect_Denied_IsAbsentWithThePermission(string operation)
    {
        var world = Watchers.WatchedTrail(Watchers.Filter("keys", Watchers.AllChanges)).Key(Names.Key).AlarmOn("keys").Deny(operation);

        var group = Group(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key)));

        Absence?[] absences = [group.Group.Absence, group.Filters.Absence, .. group.Matches.Select(matches => matches.Absence), .. group.Alarms.Select(alarms => alarms.Absence)];
        absences.OfType<Absence>().ShouldHaveSingleItem().Cause.ShouldContain(operation);
    }

    [Fact]
    public async Task Collect_GroupOfAnotherAccount_IsReadWithThatAccountsRole()
    {
        var foreign = Watchers.LogGroup.Replace(Names.Account, Names.OtherAccount, StringComparison.Ordinal);
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Role(Names.OtherRole).Key(Names.Key)
            .Trail(Names.Trail, trail => trail with { LogGroupArn = $"{foreign}:*" }).LogGroup(foreign, group => group with { RetentionInDays = 30 });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole));

        Group(collection).Group.Value!.RetentionInDays.ShouldBe(30);
        collection.History.Single(call => call.Operation == "logs:DescribeLogGroups").AccountId.ShouldBe(Names.OtherAccount);
    }

    [Fact]
    public async Task Collect_FilterThatNoTestShows_IsNotTested()
    {
        var world = Watchers.WatchedTrail(
            Watchers.Filter("transformed", Watchers.AllChanges) with { ApplyOnTransformedLogs = true },
            Watchers.Filter("selected", Watchers.AllChanges) with { FieldSelectionCriteria = "@aws.account = \"1\"" }).Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Group(collection).Matches.ShouldAllBe(entry => entry.Absence!.Kind == AbsenceKind.NotCollected);
        collection.Calls.ShouldNotContainKey("logs:TestMetricFilter");
    }

    [Fact]
    public async Task Collect_MetricWithDimensions_ItsAlarmsAreNotAskedFor()
    {
        var world = Watchers.WatchedTrail(Watchers.Filter("keys", Watchers.AllChanges) with { Dimensions = ["eventName"] }).Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Group(collection).Alarms.Single().Absence!.Cause.ShouldContain("dimensions");
        collection.Calls.ShouldNotContainKey("cloudwatch:DescribeAlarmsForMetric");
    }

    private static LogGroupEvidence Group(Collection collection) => collection.Clouds.LogGroups.Single();
}
