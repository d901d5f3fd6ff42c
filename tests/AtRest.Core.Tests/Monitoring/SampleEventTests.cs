using System.Text.Json.Nodes;
using AtRest.Core.Monitoring;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Monitoring;

public sealed class SampleEventTests
{
    private const string FirstKey = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";
    private const string SecondKey = "arn:aws:kms:eu-central-1:111122223333:key/22222222-bbbb-4bbb-8bbb-222222222222";
    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_Key_IsOneSamplePerChangeWithWhatEventBridgeAsksFor()
    {
        var samples = Of(FirstKey, KeyNaming.ByArn);

        samples.Select(sample => sample.Call).ShouldBe(["CreateGrant", "DisableKey", "PutKeyPolicy", "RevokeGrant", "ScheduleKeyDeletion"]);
        foreach (var sample in samples)
        {
            var bus = JsonNode.Parse(sample.BusEvent)!.AsObject();
            new[] { "id", "account", "source", "time", "region", "resources", "detail-type" }.ShouldAllBe(member => bus[member] != null);
            bus["account"]!.ToString().ShouldBe("111122223333");
            bus["region"]!.ToString().ShouldBe("eu-central-1");
            JsonNode.DeepEquals(bus["detail"], JsonNode.Parse(sample.CloudTrailRecord)).ShouldBeTrue();
            bus["detail"]!["eventName"]!.ToString().ShouldBe(sample.Call);
            bus["detail"]!["resources"]![0]!["ARN"]!.ToString().ShouldBe(FirstKey);
        }
    }

    /// <summary>What the patterns of <see cref="PatternScope"/> are told apart by rests on this.</summary>
    [Fact]
    public void Of_TwoKeysOfOnePlace_DifferOnlyInWhatNamesTheKey()
    {
        foreach (var (first, second) in Of(FirstKey, KeyNaming.ByArn).Zip(Of(SecondKey, KeyNaming.ById)))
        {
            Without(first.BusEvent, "resources", "requestParameters", "responseElements").ShouldBe(Without(second.BusEvent, "resources", "requestParameters", "responseElements"));
            first.BusEvent.ShouldNotBe(second.BusEvent);
        }
    }

    [Fact]
    public void Of_TwoNamings_DifferOnlyInTheRequest()
    {
        foreach (var (first, second) in Of(FirstKey, KeyNaming.ByArn).Zip(Of(FirstKey, KeyNaming.ById)))
        {
            Without(first.BusEvent, "requestParameters").ShouldBe(Without(second.BusEvent, "requestParameters"));
            JsonNode.Parse(second.CloudTrailRecord)!["requestParameters"]!["keyId"]!.ToString().ShouldBe("11111111-aaaa-4aaa-8aaa-111111111111");
        }
    }

    [Fact]
    public void InWords_EveryChange_HasWords() => KeyChanges.All.ShouldAllBe(call => KeyChanges.InWords(call) != call);

    private static System.Collections.Immutable.ImmutableArray<SampleEvent> Of(string key, KeyNaming naming) => SampleEvent.Of(KmsKeyArn.Parse(key), naming, Moment);

    private static string Without(string json, params string[] members)
    {
        var node = JsonNode.Parse(json)!;
        foreach (var member in members)
        {
            node["detail"]!.AsObject().Remove(member);
        }

        return node.ToJsonString();
    }
}
