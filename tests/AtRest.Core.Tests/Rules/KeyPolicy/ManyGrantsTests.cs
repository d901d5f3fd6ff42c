using System.Collections.Immutable;
using System.Diagnostics;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Grants;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>A live cluster has a grant for each volume: many are judged quickly and reported briefly.</summary>
public sealed class ManyGrantsTests
{
    private const int Many = 20_000;
    private const int LongestMessage = 4_000;

    /// <summary>Far more than it takes, since other work may be going on beside the tests.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    [Fact]
    public void Grants_OfManyVolumes_PassQuickly()
    {
        var watch = Stopwatch.StartNew();
        var outcome = Judge([.. Enumerable.Range(0, Many).Select(Volume)]);

        outcome.Status.ShouldBe(FindingStatus.Pass);
        outcome.Message.ShouldContain("All 20000 grants");
        watch.Elapsed.ShouldBeLessThan(Generous);
    }

    [Fact]
    public void Grants_OfManyStrangers_AreReportedBriefly()
    {
        var watch = Stopwatch.StartNew();
        var outcome = Judge([.. Enumerable.Range(0, Many).Select(number => Volume(number) with { GranteePrincipal = $"arn:aws:iam::999988887777:role/{new string('r', 60)}{number}" })]);

        outcome.Status.ShouldBe(FindingStatus.Fail);
        (outcome.Message + outcome.Remedy + outcome.RemedyCode).Length.ShouldBeLessThan(LongestMessage);
        watch.Elapsed.ShouldBeLessThan(Generous);
    }

    private static KeyGrant Volume(int number) => new()
    {
        GrantId = $"{number:x64}",
        GranteePrincipal = $"arn:aws:sts::444455556666:assumed-role/aws:ec2-infrastructure/i-{number:x17}",
        RetiringPrincipal = "ec2.eu-central-1.amazonaws.com",
        IssuingAccount = "arn:aws:iam::444455556666:root",
        Operations = ["Decrypt"],
        EncryptionContextSubset = ImmutableSortedDictionary<string, string>.Empty.Add("aws:ebs:id", $"vol-{number:x17}"),
    };

    private static Outcome Judge(ImmutableArray<KeyGrant> grants)
    {
        var evidence = CaseWorld.With([]);
        var key = evidence.Clouds.Keys.Single();
        return KeyPolicyJudge.Judge(CaseWorld.Context(evidence with { Clouds = evidence.Clouds with { Keys = [key with { Grants = key.Grants with { Value = new KeyGrants(grants) } }] } }), "KPOL-7");
    }
}
