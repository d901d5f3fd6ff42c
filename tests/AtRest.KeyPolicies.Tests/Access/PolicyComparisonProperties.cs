using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Naming;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>Tests properties of comparisons that hold for any two policies, with random policies.</summary>
public sealed class PolicyComparisonProperties
{
    private const int Samples = 30;

    private static readonly KmsKeyArn Twin = KmsKeyArn.Parse("arn:aws:kms:eu-west-1:111122223333:key/22222222-bbbb-4bbb-8bbb-222222222222");
    [Fact]
    public void Find_WithTheSamePolicyInEachRegion_FindsNothing() => RandomPolicies.Any.SampleFixed(
        policy => Compare(policy, policy.Replace("eu-central-1", "eu-west-1", StringComparison.Ordinal)).ShouldBeEmpty(policy),
        iter: Samples);

    [Fact]
    public void Find_WithBothSidesSwapped_FindsDifferencesForTheSameCallers() => Gen.Select(RandomPolicies.Any, RandomPolicies.Any).SampleFixed(
        (one, other) => Compare(one, other).Length.ShouldBe(Swapped(one, other)),
        iter: Samples);

    private static int Swapped(string one, string other) => new PolicyComparison(Read(Twin, other), Read(AccessSamples.Key, one), AccessSamples.Role, AccessSamples.Now).Find().Length;

    private static PolicyDifference[] Compare(string one, string other) =>
        [.. new PolicyComparison(Read(AccessSamples.Key, one), Read(Twin, other), AccessSamples.Role, AccessSamples.Now).Find()];

    private static KeyPolicyReading Read(KmsKeyArn key, string policy) => KeyPolicyReading.Of(key, facts: null, policy);
}
