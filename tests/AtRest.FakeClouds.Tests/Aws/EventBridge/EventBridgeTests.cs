using System.Text.Json;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.EventBridge;

public sealed class EventBridgeTests
{
    private const string Rule = $"arn:aws:events:{Names.Region}:{Names.Customer}:rule/a";
    private const string Event = """{"id":"1","account":"111122223333","source":"aws.kms","time":"2026-11-24T08:00:00Z","region":"eu-central-1","resources":[],"detail-type":"x","detail":{}}""";

    private static ScenarioBuilder Scenario() => Clouds.AtHome()
        .EventRule(Rule, """{"source":["aws.kms"]}""", rule => rule with { Targets = ["arn:aws:sns:eu-central-1:111122223333:t1", "arn:aws:sns:eu-central-1:111122223333:t2"] })
        .EventRule(Rule.Replace("rule/a", "rule/b", StringComparison.Ordinal), """{"source":["aws.ec2"]}""", rule => rule with { State = "DISABLED" })
        .EventRule(Rule.Replace("rule/a", "rule/custom/c", StringComparison.Ordinal), """{"source":["aws.s3"]}""");

    [Fact]
    public async Task ListRules_Pages_HoldTheDefaultBusesRulesOnce()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario().PageSize(1));

        Answer first = await AskAsync(cloud, "ListRules", "{}");
        Answer second = await AskAsync(cloud, "ListRules", $$"""{"NextToken":"{{first.Json["NextToken"]}}"}""");

        first.Json["Rules"]![0]!["Arn"]!.ToString().ShouldBe(Rule);
        first.Json["Rules"]![0]!["EventPattern"]!.ToString().ShouldBe("""{"source":["aws.kms"]}""");
        second.Json["Rules"]![0]!["State"]!.ToString().ShouldBe("DISABLED");
        second.Json.AsObject().ContainsKey("NextToken").ShouldBeFalse();
    }

    [Fact]
    public async Task ListRules_AnotherBusOrRegion_HasItsOwn()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await AskAsync(cloud, "ListRules", """{"EventBusName":"custom"}""")).Json["Rules"]!.AsArray().Single()!["Name"]!.ToString().ShouldBe("c");
        (await new CloudCaller(cloud) { Region = "eu-west-1" }.JsonAsync("events", "AWSEvents.ListRules", "{}")).Json["Rules"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ListRules", """{"EventBusName":"nobodys"}""", "ResourceNotFoundException")]
    [InlineData("ListTargetsByRule", """{"EventBusName":"nobodys","Rule":"a"}""", "ResourceNotFoundException")]
    [InlineData("ListRules", """{"EventBusName":"arn:aws:events:eu-west-1:111122223333:event-bus/custom"}""", "ResourceNotFoundException")]
    [InlineData("ListRules", """{"EventBusName":"arn:aws:events:eu-central-1:222233334444:event-bus/default"}""", "ResourceNotFoundException")]
    [InlineData("ListRules", """{"EventBusName":""}""", "ValidationException")]
    [InlineData("ListRules", """{"EventBusName":"my bus"}""", "ValidationException")]
    [InlineData("ListRules", """{"NamePrefix":"a b"}""", "ValidationException")]
    [InlineData("ListTargetsByRule", """{"Rule":"a/b"}""", "ValidationException")]
    [InlineData("ListTargetsByRule", "{}", "ValidationException")]
    [InlineData("ListRules", """{"EventBusName":5}""", "SerializationException")]
    public async Task AnyCall_UnknownBusOrWrongName_IsRefused(string operation, string body, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await AskAsync(cloud, operation, body)).JsonError.ShouldBe(error);
    }

    [Theory]
    [InlineData("default", 2)]
    [InlineData("arn:aws:events:eu-central-1:111122223333:event-bus/custom", 1)]
    [InlineData("empty", 0)]
    [InlineData("aws.partner/example.com/123", 1)]
    public async Task ListRules_KnownBus_IsFoundByNameOrArn(string bus, int rules)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario()
            .EventBus("arn:aws:events:eu-central-1:111122223333:event-bus/empty")
            .EventRule(Rule.Replace("rule/a", "rule/aws.partner/example.com/123/p", StringComparison.Ordinal), """{"source":["x"]}"""));

        (await AskAsync(cloud, "ListRules", $$"""{"EventBusName":"{{bus}}"}""")).Json["Rules"]!.AsArray().Count.ShouldBe(rules);
    }

    [Fact]
    public async Task ListTargetsByRule_Targets_AreListed()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await AskAsync(cloud, "ListTargetsByRule", """{"Rule":"a"}""")).Json["Targets"]!.AsArray().Count.ShouldBe(2);
        (await AskAsync(cloud, "ListTargetsByRule", """{"Rule":"c"}""")).JsonError.ShouldBe("ResourceNotFoundException");
    }

    [Theory]
    [InlineData("""{"source":["aws.kms"]}""", true)]
    [InlineData("""{"source":["aws.ec2"]}""", false)]
    public async Task TestEventPattern_Event_IsMatched(string pattern, bool expected)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        ((bool)(await TestAsync(cloud, pattern, Event)).Json["Result"]!).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"source":"aws.kms"}""", Event, "InvalidEventPatternException")]
    [InlineData("""{"source":["aws.kms"]}""", "{}", "ValidationException")]
    [InlineData("""{"source":["aws.kms"]}""", "no event", "ValidationException")]
    public async Task TestEventPattern_WrongInput_IsRefused(string pattern, string @event, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await TestAsync(cloud, pattern, @event)).JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task AnyCall_Denied_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario().Deny("events:ListRules"));

        (await AskAsync(cloud, "ListRules", "{}")).JsonError.ShouldBe("AccessDeniedException");
    }

    private static Task<Answer> TestAsync(FakeCloud cloud, string pattern, string @event) =>
        AskAsync(cloud, "TestEventPattern", JsonSerializer.Serialize(new { EventPattern = pattern, Event = @event }));

    private static Task<Answer> AskAsync(FakeCloud cloud, string operation, string body) => new CloudCaller(cloud).JsonAsync("events", $"AWSEvents.{operation}", body);
}
