using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>Tests the comparison of the policies of two keys.</summary>
public sealed class PolicyComparisonTests
{
    private static readonly KmsKeyArn Twin = KmsKeyArn.Parse("arn:aws:kms:eu-west-1:111122223333:key/22222222-bbbb-4bbb-8bbb-222222222222");
    [Fact]
    public void Find_WithRoleOnOneSideOnly_NamesTheRole()
    {
        const string Owner = """{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}""";
        const string Visitor = """{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::777788889999:role/visitor"}, "Action": "kms:Decrypt", "Resource": "*"}""";

        var difference = Compare(RandomPolicies.Of([Owner]), RandomPolicies.Of([Owner, Visitor])).ShouldHaveSingleItem();

        difference.Who.ShouldBe("arn:aws:iam::777788889999:role/visitor");
        difference.Actions.ShouldBe(["kms:Decrypt"]);
        difference.Allowing.Key.ShouldBe(Twin);
        difference.Statements.ShouldBe([1]);
    }

    private static PolicyDifference[] Compare(string one, string other) =>
        [.. new PolicyComparison(Read(AccessSamples.Key, one), Read(Twin, other), AccessSamples.Role, AccessSamples.Now).Find()];

    private static KeyPolicyReading Read(KmsKeyArn key, string policy) => KeyPolicyReading.Of(key, facts: null, policy);
}
