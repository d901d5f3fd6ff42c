using AtRest.Cli.Auditing;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Tests.Auditing;

public sealed class LookupCostTests
{
    [Fact]
    public void Of_ManyKeysOfOnePlace_SaysHowLongTheLookupsTake() => LookupCost.Of([Organization(1000), Organization(10, region: "eu-west-1")], 50).ShouldBe(
        "Looking up who used 1000 keys in account 111122223333, region eu-central-1, takes 9 to 17 minutes, because AWS allows two lookups a second. --lookup-events 0 turns them off.");

    [Fact]
    public void Of_MoreEvents_TakesMoreCalls() => LookupCost.Of([Organization(100)], 120).ShouldNotBeNull().ShouldContain("takes 3 to 4 minutes");

    [Theory]
    [InlineData(50, 50)]
    [InlineData(1000, 0)]
    [InlineData(0, 50)]
    public void Of_QuickOrNoLookups_SaysNothing(int keys, int lookupEvents) => LookupCost.Of([Organization(keys)], lookupEvents).ShouldBeNull();

    private static Organization Organization(int keys, string region = "eu-central-1") => new()
    {
        Id = "acme",
        Name = "Acme",
        Clusters =
        [
            .. Enumerable.Range(1, keys).Select(number => new Cluster
            {
                Id = $"c-{number}",
                Name = $"c-{number}",
                Provider = CloudProvider.Aws,
                Region = region,
                Encryption = new DeclaredEncryption.External(Role(), KmsKeyArn.Parse($"arn:aws:kms:{region}:111122223333:key/00000000-0000-4000-8000-{number:x12}"), null),
            }),
        ],
    };

    private static Arn Role() => Arn.TryParse("arn:aws:iam::444455556666:role/tenant-acme", out var arn) ? arn : throw new FormatException("The tenant's role is not an ARN.");
}
