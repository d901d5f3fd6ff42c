using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudTrail;

public sealed class EventDataStoresTests
{
    private static ScenarioBuilder Scenario() => Clouds.AtHome().EventDataStore(Names.Store, "lake", store => store with { RetentionPeriodInDays = 90, Status = "STOPPED_INGESTION" });

    [Fact]
    public async Task ListEventDataStores_Pages_HoldEachStoreOnce()
    {
        ScenarioBuilder scenario = Scenario().EventDataStore(Names.Store[..^1] + "6", "second").PageSize(1);
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);
        CloudCaller caller = new(cloud);

        Answer first = await caller.CloudTrailAsync("ListEventDataStores");
        Answer second = await caller.CloudTrailAsync("ListEventDataStores", $$"""{"NextToken":"{{first.Json["NextToken"]}}"}""");

        first.Json["EventDataStores"]![0]!["Name"]!.ToString().ShouldBe("lake");
        second.Json["EventDataStores"]![0]!["Name"]!.ToString().ShouldBe("second");
        second.Json.AsObject().ContainsKey("NextToken").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"NextToken":"x"}""", "InvalidNextTokenException")]
    [InlineData("""{"MaxResults":0}""", "InvalidMaxResultsException")]
    public async Task ListEventDataStores_WrongPaging_IsRefused(string input, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await new CloudCaller(cloud).CloudTrailAsync("ListEventDataStores", input)).JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task ListEventDataStores_AnotherRegion_ListsNothing()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await new CloudCaller(cloud) { Region = "eu-west-1" }.CloudTrailAsync("ListEventDataStores");

        answer.Json["EventDataStores"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task GetEventDataStore_Known_ShowsRetentionAndSelectors()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await new CloudCaller(cloud).CloudTrailAsync("GetEventDataStore", $$"""{"EventDataStore":"{{Names.Store}}"}""");

        ((int)answer.Json["RetentionPeriod"]!).ShouldBe(90);
        answer.Json["Status"]!.ToString().ShouldBe("STOPPED_INGESTION");
        answer.Json["AdvancedEventSelectors"]![0]!["FieldSelectors"]![0]!["Field"]!.ToString().ShouldBe("eventCategory");
    }

    [Theory]
    [InlineData("arn:aws:s3:::x", "EventDataStoreARNInvalidException")]
    [InlineData("66666666-6666-4666-8666-666666666666", "EventDataStoreNotFoundException")]
    public async Task GetEventDataStore_Unknown_IsRefused(string name, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await new CloudCaller(cloud).CloudTrailAsync("GetEventDataStore", $$"""{"EventDataStore":"{{name}}"}""");

        answer.JsonError.ShouldBe(error);
    }

    [Theory]
    [InlineData("ListEventDataStores", "{}")]
    [InlineData("GetEventDataStore", $$"""{"EventDataStore":"{{Names.Store}}"}""")]
    public async Task Operation_OfAnAccountWithoutCloudTrailLake_IsRefusedWithoutNamingAPermission(string operation, string input)
    {
        Scenario scenario = Scenario().Build();
        Scenario closed = scenario with { Accounts = [new FakeAccount { AccountId = Names.Store.Split(':')[4], CloudTrailLake = false }] };
        await using FakeCloud cloud = await FakeCloud.StartAsync(closed, cancellationToken: TestContext.Current.CancellationToken);

        Answer answer = await new CloudCaller(cloud).CloudTrailAsync(operation, input);

        answer.JsonError.ShouldBe("AccessDeniedException");
        answer.Body.ShouldNotContain("is not authorized to perform");
    }
}
