using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.EventBridge.Matching;

namespace AtRest.FakeClouds.Tests.Aws.EventBridge;

/// <summary>Each operator as https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html describes it.</summary>
public sealed class EventPatternTests
{
    private const string Event = """
        {
          "source": "aws.kms", "region": "eu-central-1", "empty": "", "nothing": null, "none": [],
          "detail": {
            "eventName": "DisableKey", "readOnly": false, "days": 30, "ip": "203.0.113.10", "file": "dir/a*b.png",
            "tags": ["blue", "green"],
            "resources": [{ "ARN": "arn:1", "type": "Key" }, { "ARN": "arn:2", "type": "Grant" }]
          }
        }
        """;

    [Theory]
    [InlineData("""{"source":["aws.ec2","aws.kms"]}""")]
    [InlineData("""{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}""")]
    [InlineData("""{"source":[{"prefix":"aws."}]}""")]
    [InlineData("""{"source":[{"prefix":{"equals-ignore-case":"AWS."}}]}""")]
    [InlineData("""{"source":[{"suffix":"kms"}]}""")]
    [InlineData("""{"source":[{"suffix":{"equals-ignore-case":"KMS"}}]}""")]
    [InlineData("""{"source":[{"equals-ignore-case":"AWS.KMS"}]}""")]
    [InlineData("""{"source":[{"wildcard":"a*.k*s"}]}""")]
    [InlineData("""{"detail":{"file":[{"wildcard":"*/a\\*b.*"}]}}""")]
    [InlineData("""{"source":[{"anything-but":"aws.ec2"}]}""")]
    [InlineData("""{"source":[{"anything-but":["aws.ec2","aws.s3"]}]}""")]
    [InlineData("""{"source":[{"anything-but":{"prefix":"com."}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"prefix":["com.","org."]}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"suffix":"ec2"}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"wildcard":"*ec*"}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"equals-ignore-case":"AWS.EC2"}}]}""")]
    [InlineData("""{"detail":{"days":[{"numeric":[">",7,"<=",30]}]}}""")]
    [InlineData("""{"detail":{"days":[30.0]}}""")]
    [InlineData("""{"detail":{"days":[{"anything-but":[7,14]}]}}""")]
    [InlineData("""{"detail":{"ip":[{"cidr":"203.0.113.0/24"}]}}""")]
    [InlineData("""{"detail":{"readOnly":[false]}}""")]
    [InlineData("""{"detail":{"errorCode":[{"exists":false}]}}""")]
    [InlineData("""{"detail":{"eventName":[{"exists":true}]}}""")]
    [InlineData("""{"detail":{"missing":{"inner":[{"exists":false}]}}}""")]
    [InlineData("""{"detail":{"tags":["green"]}}""")]
    [InlineData("""{"detail":{"resources":{"ARN":["arn:2"],"type":["Grant"]}}}""")]
    [InlineData("""{"empty":[""]}""")]
    [InlineData("""{"nothing":[null]}""")]
    [InlineData("""{"none":[{"exists":false}]}""")]
    [InlineData("""{"$or":[{"source":["aws.ec2"]},{"detail":{"eventName":["DisableKey"]}}]}""")]
    [InlineData("""{"source":["aws.kms"],"$or":[{"region":["eu-central-1"]},{"region":["eu-west-1"]}]}""")]
    public void Matches_MatchingEvent_IsTrue(string pattern) => Matches(pattern).ShouldBeTrue();

    [Theory]
    [InlineData("""{"source":["aws.KMS"]}""")]
    [InlineData("""{"source":["aws.kms"],"detail":{"eventName":["PutKeyPolicy"]}}""")]
    [InlineData("""{"source":[{"prefix":"kms"}]}""")]
    [InlineData("""{"source":[{"suffix":"aws"}]}""")]
    [InlineData("""{"source":[{"anything-but":"aws.kms"}]}""")]
    [InlineData("""{"source":[{"anything-but":["aws.ec2","aws.kms"]}]}""")]
    [InlineData("""{"source":[{"anything-but":{"prefix":"aws."}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"suffix":["kms"]}}]}""")]
    [InlineData("""{"source":[{"anything-but":{"wildcard":"aws.*"}}]}""")]
    [InlineData("""{"missing":[{"anything-but":"x"}]}""")]
    [InlineData("""{"source":[{"wildcard":"kms*"}]}""")]
    [InlineData("""{"detail":{"days":[{"numeric":["<",30]}]}}""")]
    [InlineData("""{"detail":{"days":["30"]}}""")]
    [InlineData("""{"detail":{"ip":[{"cidr":"198.51.100.0/24"}]}}""")]
    [InlineData("""{"detail":{"ip":[{"cidr":"2001:db8::/32"}]}}""")]
    [InlineData("""{"detail":{"readOnly":["false"]}}""")]
    [InlineData("""{"detail":{"eventName":[{"exists":false}]}}""")]
    [InlineData("""{"detail":{"missing":{"inner":["x"]}}}""")]
    [InlineData("""{"detail":{"resources":{"ARN":["arn:1"],"type":["Grant"]}}}""")]
    [InlineData("""{"$or":[{"source":["aws.ec2"]},{"source":["aws.s3"]}]}""")]
    [InlineData("""{"source":["aws.ec2"],"$or":[{"region":["eu-central-1"]},{"region":["eu-west-1"]}]}""")]
    public void Matches_OtherEvent_IsFalse(string pattern) => Matches(pattern).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"source":"aws.kms"}""")]
    [InlineData("""{"source":[]}""")]
    [InlineData("""{"detail":{}}""")]
    [InlineData("""{"source":[["aws.kms"]]}""")]
    [InlineData("""{"source":[{"like":"aws"}]}""")]
    [InlineData("""{"source":[{"prefix":"a","suffix":"b"}]}""")]
    [InlineData("""{"source":[{"prefix":1}]}""")]
    [InlineData("""{"source":[{"exists":"yes"}]}""")]
    [InlineData("""{"source":[{"wildcard":"a**b"}]}""")]
    [InlineData("""{"source":[{"wildcard":"a\\b"}]}""")]
    [InlineData("""{"source":[{"anything-but":{"exists":true}}]}""")]
    [InlineData("""{"days":[{"numeric":[">"]}]}""")]
    [InlineData("""{"days":[{"numeric":["!",1]}]}""")]
    [InlineData("""{"days":[{"numeric":[">","1"]}]}""")]
    [InlineData("""{"ip":[{"cidr":"10.0.0.0/99"}]}""")]
    [InlineData("""{"source":["a"],"source":["b"]}""")]
    public void Parse_InvalidPattern_IsRefused(string pattern) => Should.Throw<EventPatternException>(() => EventPattern.Parse(pattern));

    private static bool Matches(string pattern) => EventPattern.Parse(pattern).Matches(JsonNode.Parse(Event)!.AsObject());
}
