using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class KeyDetailsTests
{
    private const string Body = $$"""{"KeyId":"{{Names.Key}}"}""";

    private static async Task<Answer> AskAsync(string operation, Func<FakeKey, FakeKey>? change = null, string body = Body)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, change));
        return await new CloudCaller(cloud).KmsAsync(operation, body);
    }

    [Fact]
    public async Task GetKeyPolicy_GivenText_IsReturnedUnchanged()
    {
        const string text = "{ \"Version\":\"2012-10-17\", \"Statement\" : [] , broken";
        Answer answer = await AskAsync("GetKeyPolicy", key => key with { Policy = text });

        answer.Json["Policy"]!.ToString().ShouldBe(text);
        answer.Json["PolicyName"]!.ToString().ShouldBe("default");
    }

    [Fact]
    public async Task GetKeyPolicy_NoneGiven_IsTheDefaultPolicyOfAws()
    {
        Answer answer = await AskAsync("GetKeyPolicy");

        JsonNode statement = JsonNode.Parse(answer.Json["Policy"]!.ToString())!["Statement"]![0]!;
        statement["Principal"]!["AWS"]!.ToString().ShouldBe($"arn:aws:iam::{Names.Customer}:root");
        statement["Action"]!.ToString().ShouldBe("kms:*");
    }

    [Fact]
    public async Task GetKeyPolicy_AnotherName_IsNotFound()
    {
        Answer answer = await AskAsync("GetKeyPolicy", body: $$"""{"KeyId":"{{Names.Key}}","PolicyName":"other"}""");

        answer.JsonError.ShouldBe("NotFoundException");
    }

    [Fact]
    public async Task GetKeyLastUsage_Used_ShowsTimeAndOperation()
    {
        Answer answer = await AskAsync("GetKeyLastUsage", key => key with { LastUsage = new() { LastUsed = "now-3h", Operation = "Encrypt", EventId = "e-1", TrackingStart = "now-100d" } });

        JsonNode usage = answer.Json["KeyLastUsage"]!;
        Answer.Time(usage["Timestamp"]).ShouldBe(Clouds.Now.AddHours(-3));
        usage["Operation"]!.ToString().ShouldBe("Encrypt");
        usage["CloudTrailEventId"]!.ToString().ShouldBe("e-1");
        Answer.Time(answer.Json["TrackingStartDate"]).ShouldBe(Clouds.Now.AddDays(-100));
    }

    [Fact]
    public async Task GetKeyLastUsage_NeverUsed_ShowsTheStartOfTracking()
    {
        Answer answer = await AskAsync("GetKeyLastUsage", key => key with { CreationDate = "now-10d" });

        answer.Json.AsObject().ContainsKey("KeyLastUsage").ShouldBeFalse();
        Answer.Time(answer.Json["TrackingStartDate"]).ShouldBe(Clouds.Now.AddDays(-10));
    }
}
