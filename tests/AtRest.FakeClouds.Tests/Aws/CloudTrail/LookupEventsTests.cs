using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudTrail;

public sealed class LookupEventsTests
{
    private const string Role = "arn:aws:iam::444455556666:role/tenant-acme";

    [Fact]
    public async Task LookupEvents_ByKey_ListsItsEventsNewestFirst()
    {
        Answer answer = await LookUpAsync(Planted(), Attribute("ResourceName", Names.Key));

        JsonArray events = answer.Json["Events"]!.AsArray();
        events.Select(found => found!["EventName"]!.ToString()).ShouldBe(["Decrypt", "PutKeyPolicy"]);
        JsonNode record = Record(events[0]!);
        record["userIdentity"]!["type"]!.ToString().ShouldBe("AWSAccount");
        record["userIdentity"]!["accountId"]!.ToString().ShouldBe("444455556666");
        record["userIdentity"]!.AsObject().ContainsKey("arn").ShouldBeFalse();
        record["sharedEventID"].ShouldNotBeNull();
        record["resources"]![0]!["ARN"]!.ToString().ShouldBe(Names.Key);
        Record(events[1]!)["userIdentity"]!["sessionContext"]!["sessionIssuer"]!["arn"]!.ToString().ShouldBe("arn:aws:iam::111122223333:role/Administrator");
    }

    [Fact]
    public async Task LookupEvents_ByTheIdOfTheLastUse_FindsThatEvent()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Planted());
        CloudCaller caller = new(cloud);
        Answer usage = await caller.KmsAsync("GetKeyLastUsage", $$"""{"KeyId":"{{Names.Key}}"}""");

        Answer answer = await caller.CloudTrailAsync("LookupEvents", Attribute("EventId", usage.Json["KeyLastUsage"]!["CloudTrailEventId"]!.ToString()));

        answer.Json["Events"]!.AsArray().ShouldHaveSingleItem()!["EventName"]!.ToString().ShouldBe("Decrypt");
    }

    [Fact]
    public async Task LookupEvents_EventOlderThan90Days_IsGone() =>
        (await LookUpAsync(Clouds.AtHome().Key(Names.Key, key => key with { Events = [new FakeKeyEvent { By = Role, Time = "now-91d" }] }), Attribute("ResourceName", Names.Key)))
            .Json["Events"]!.AsArray().ShouldBeEmpty();

    [Fact]
    public async Task LookupEvents_Pages_HoldEachEventOnce()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Planted().PageSize(1));
        CloudCaller caller = new(cloud);

        Answer first = await caller.CloudTrailAsync("LookupEvents", "{}");
        Answer second = await caller.CloudTrailAsync("LookupEvents", $$"""{"NextToken":"{{first.Json["NextToken"]}}"}""");

        first.Json["Events"]![0]!["EventName"]!.ToString().ShouldBe("Decrypt");
        second.Json["Events"]![0]!["EventName"]!.ToString().ShouldBe("PutKeyPolicy");
        second.Json.AsObject().ContainsKey("NextToken").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"MaxResults":51}""", "InvalidMaxResultsException")]
    [InlineData("""{"NextToken":"x"}""", "InvalidNextTokenException")]
    [InlineData("""{"LookupAttributes":[{"AttributeKey":"Colour","AttributeValue":"x"}]}""", "InvalidLookupAttributesException")]
    [InlineData("""{"LookupAttributes":[{"AttributeKey":"EventId","AttributeValue":"a"},{"AttributeKey":"EventId","AttributeValue":"b"}]}""", "InvalidLookupAttributesException")]
    public async Task LookupEvents_WrongInput_IsRefused(string input, string error) => (await LookUpAsync(Planted(), input)).JsonError.ShouldBe(error);

    private static ScenarioBuilder Planted() => Clouds.AtHome().Key(Names.Key, key => key with
    {
        LastUsage = new FakeLastUsage { LastUsed = "now-1h", By = Role },
        Events = [new FakeKeyEvent { Name = "PutKeyPolicy", By = "arn:aws:iam::111122223333:role/Administrator", Time = "now-2h" }],
    });

    private static string Attribute(string key, string value) => $$"""{"LookupAttributes":[{"AttributeKey":"{{key}}","AttributeValue":"{{value}}"}]}""";

    private static JsonNode Record(JsonNode found) => JsonNode.Parse(found["CloudTrailEvent"]!.ToString())!;

    private static async Task<Answer> LookUpAsync(ScenarioBuilder scenario, string input)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);
        return await new CloudCaller(cloud).CloudTrailAsync("LookupEvents", input);
    }
}
