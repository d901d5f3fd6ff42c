using System.Text.Json.Nodes;
using AtRest.Core.Aws.Monitoring;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Monitoring;

public sealed class SampleEventTests
{
    private const string FirstKey = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";
    private const string SecondKey = "arn:aws:kms:eu-central-1:111122223333:key/22222222-bbbb-4bbb-8bbb-222222222222";
    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("AWS_KMS", "CreateGrant", "DisableKey", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion")]
    [InlineData("EXTERNAL", "CreateGrant", "DeleteExpiredKeyMaterial", "DeleteExpiredKeyMaterial", "DeleteImportedKeyMaterial", "DisableKey", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion")]
    [InlineData("AWS_CLOUDHSM", "CreateGrant", "DisableKey", "DisconnectCustomKeyStore", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion")]
    [InlineData("EXTERNAL_KEY_STORE", "CreateGrant", "DisableKey", "DisconnectCustomKeyStore", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion")]
    [InlineData(null, "CreateGrant", "DisableKey", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion")]
    public void Of_KeyOfAnOrigin_IsASampleOfEachKindOfEachChange(string? origin, params string[] calls) => Of(FirstKey, KeyNaming.ByArn, origin).Select(sample => sample.Call).ShouldBe(calls);

    [Theory]
    [MemberData(nameof(Origins))]
    public void Of_Key_IsWhatEventBridgeAsksFor(string origin)
    {
        foreach (var sample in Of(FirstKey, KeyNaming.ByArn, origin))
        {
            var bus = JsonNode.Parse(sample.BusEvent)!.AsObject();
            string[] members = ["id", "account", "source", "time", "region", "resources", "detail-type"];
            members.ShouldAllBe(member => bus[member] != null);
            bus["account"]!.ToString().ShouldBe("111122223333");
            bus["region"]!.ToString().ShouldBe("eu-central-1");
            bus["detail-type"]!.ToString().ShouldBe(sample.Kind);
            if (sample.CloudTrailRecord is null)
            {
                bus["detail"]!["key-id"]!.ToString().ShouldBe("11111111-aaaa-4aaa-8aaa-111111111111");
                bus["resources"]![0]!.ToString().ShouldBe(FirstKey);
                continue;
            }

            JsonNode.DeepEquals(bus["detail"], JsonNode.Parse(sample.CloudTrailRecord)).ShouldBeTrue();
            bus["detail"]!["eventName"]!.ToString().ShouldBe(sample.Call);
            bus["detail"]!["resources"]?[0]!["ARN"]!.ToString().ShouldBe(sample.Call == "DisconnectCustomKeyStore" ? null : FirstKey);
        }
    }

    [Fact]
    public void Of_ExpiredMaterial_IsAnEventOfTheServiceAndOneWithoutCloudTrail()
    {
        var expired = Of(FirstKey, KeyNaming.ByArn, "EXTERNAL").Where(sample => sample.Call == "DeleteExpiredKeyMaterial").ToList();

        expired.Select(sample => sample.Kind).ShouldBe(["AWS Service Event via CloudTrail", "KMS Imported Key Material Expiration"]);
        JsonNode.Parse(expired[0].CloudTrailRecord!)!["eventType"]!.ToString().ShouldBe("AwsServiceEvent");
        expired[1].CloudTrailRecord.ShouldBeNull();
    }

    public static TheoryData<string> Origins => ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM"];

    /// <summary><see cref="PatternScope"/> distinguishes patterns by this.</summary>
    [Theory]
    [MemberData(nameof(Origins))]
    public void Of_TwoKeysOfOnePlace_DifferOnlyInWhatNamesTheKey(string origin)
    {
        foreach (var (first, second) in Of(FirstKey, KeyNaming.ByArn, origin).Zip(Of(SecondKey, KeyNaming.ByArn, origin)))
        {
            Without(first.BusEvent, "resources", "requestParameters", "responseElements", "key-id").ShouldBe(Without(second.BusEvent, "resources", "requestParameters", "responseElements", "key-id"));
        }
    }

    [Fact]
    public void Of_TwoNamings_DifferOnlyInTheRequest()
    {
        var byId = Of(FirstKey, KeyNaming.ById, "EXTERNAL");

        byId.Select(sample => sample.Call).ShouldBe(["CreateGrant", "DeleteImportedKeyMaterial", "DisableKey", "PutKeyPolicy", "RevokeGrant", "ScheduleKeyDeletion"]);
        foreach (var second in byId)
        {
            var first = Of(FirstKey, KeyNaming.ByArn, "EXTERNAL").Single(sample => sample.Call == second.Call);
            Without(first.BusEvent, "requestParameters").ShouldBe(Without(second.BusEvent, "requestParameters"));
            JsonNode.Parse(second.CloudTrailRecord!)!["requestParameters"]!["keyId"]!.ToString().ShouldBe("11111111-aaaa-4aaa-8aaa-111111111111");
        }
    }

    [Fact]
    public void InWords_EveryChange_HasWords() => KeyChanges.All.ShouldAllBe(call => KeyChanges.InWords(call) != call);

    private static System.Collections.Immutable.ImmutableArray<SampleEvent> Of(string key, KeyNaming naming, string? origin) =>
        SampleEvent.Of(WatchedKey.Of(KmsKeyArn.Parse(key), origin), naming, Moment);

    private static string Without(string json, params string[] members)
    {
        var node = JsonNode.Parse(json)!;
        foreach (var member in members)
        {
            node["detail"]!.AsObject().Remove(member);
        }

        // An event without CloudTrail has the key in its resources.
        node["resources"] = new JsonArray();

        return node.ToJsonString();
    }
}
