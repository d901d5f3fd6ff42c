using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>An audit of many keys with long, wrong policies must be fast. It omits the differences, and the remedy says so.</summary>
public sealed class KeyPolicyRemedyBoundTests
{
    private const int ManyKeys = 500;

    [Theory]
    [InlineData(1, 20_000, true)]
    [InlineData(ManyKeys, 20_000, false)]
    [InlineData(ManyKeys, 3_000, true)]
    public void Remedy_OfALongPolicy_IsTheDifferenceUnlessThereAreManyKeys(int keys, int length, bool hasDifference)
    {
        var outcome = KeyPolicyJudge.Judge(World(keys, length), "KPOL-1");

        outcome.Status.ShouldBe(FindingStatus.Fail);
        outcome.RemedyCode!.Contains("--- policy.json", StringComparison.Ordinal).ShouldBe(hasDifference);
        outcome.Remedy!.Contains("This audit has too many keys", StringComparison.Ordinal).ShouldBe(!hasDifference);
        outcome.Remedy.Contains("following statement", StringComparison.Ordinal).ShouldBe(!hasDifference);
    }

    private static RuleContext World(int keys, int length)
    {
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}""" + new string(' ', length) + "]}";
        var evidence = CaseWorld.With(CaseWorld.WithPolicy(policy));
        var others = Enumerable.Range(1, keys - 1).Select(number => evidence.Clouds.Aws.Keys.First() with { KeyArn = $"arn:aws:kms:eu-central-1:111122223333:key/{number}" });
        return CaseWorld.Context(evidence with { Clouds = evidence.Clouds.With(evidence.Clouds.Aws with { Keys = [.. evidence.Clouds.Aws.Keys, .. others] }) });
    }
}
