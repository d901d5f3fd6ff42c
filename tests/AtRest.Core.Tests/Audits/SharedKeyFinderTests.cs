using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Audits;

public sealed class SharedKeyFinderTests
{
    private const string Key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    private const string MultiRegion = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1";
    private const string Replica = "arn:aws:kms:eu-central-1:111122223333:key/mrk-1";

    [Fact]
    public void Find_KeyOfOneCluster_IsNotShared() => Find([External("a", Key)]).ShouldBeEmpty();

    [Fact]
    public void Find_TwoClustersOfOneOrganization_NamesBoth()
    {
        var shared = Find([External("b", Key), External("a", Key)]).ShouldHaveSingleItem();

        shared.KeyArn.ShouldBe(Key);
        shared.Clusters.ShouldBe(["a", "b"]);
        shared.ForeignClusters.ShouldBe(0);
    }

    [Fact]
    public void Find_ClustersOfOtherOrganizations_AreOnlyCounted()
    {
        var shared = Find([External("a", Key)], [External("x", Key), External("y", Key)]).ShouldHaveSingleItem();

        shared.Clusters.ShouldBe(["a"]);
        shared.ForeignClusters.ShouldBe(2);
    }

    [Fact]
    public void Find_SharedAmongOthersOnly_IsNotReported() => Find([External("a", Replica)], [External("x", Key), External("y", Key)]).ShouldBeEmpty();

    [Fact]
    public void Find_OwnRelatedSecondary_IsNoSharing() => Find([External("a", MultiRegion, Replica)]).ShouldBeEmpty();

    [Fact]
    public void Find_SameKeyAsPrimaryAndSecondary_IsNoSharing() => Find([External("a", Key, Key)]).ShouldBeEmpty();

    [Fact]
    public void Find_ReplicaOfAnothersKey_IsTheSameKeyUnderBothNames() =>
        Find([External("a", MultiRegion, Replica), External("b", Replica)]).Select(shared => (shared.KeyArn, string.Join(",", shared.Clusters)))
            .ShouldBe([(Replica, "a,b"), (MultiRegion, "a,b")]);

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:key/1")]
    [InlineData("arn:aws:kms:eu-west-1:999922223333:key/1")]
    [InlineData("arn:aws-cn:kms:eu-west-1:111122223333:key/1")]
    public void Find_SameKeyIdElsewhere_IsAnotherKey(string other) => Find([External("a", Key), External("b", other)]).ShouldBeEmpty();

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:999922223333:key/mrk-1")]
    [InlineData("arn:aws-cn:kms:eu-central-1:111122223333:key/mrk-1")]
    public void Find_MultiRegionKeyOfOtherAccountOrPartition_IsAnotherKey(string other) => Find([External("a", MultiRegion), External("b", other)]).ShouldBeEmpty();

    [Fact]
    public void Find_GoogleKeySharedByTwoClusters_IsShared() => Find(
        [Cluster("a", new DeclaredEncryption.Software("projects/p/k")), Cluster("b", new DeclaredEncryption.Hardware("projects/p/k"))])
        .ShouldHaveSingleItem().Clusters.ShouldBe(["a", "b"]);

    [Fact]
    public void Find_ClustersWithoutDeclaredKey_ShareNone() => Find(
        [Cluster("a", new DeclaredEncryption.Software(null)), Cluster("b", new DeclaredEncryption.Software(null)), Cluster("c", new DeclaredEncryption.Provider())])
        .ShouldBeEmpty();

    [Fact]
    public void Find_SharedAcrossOrganizations_GivesEachItsOwnView()
    {
        var whole = Inventory([External("a", Key)], [External("x", Key)]);

        SharedKeyFinder.Find(whole, whole.Organizations[0]).ShouldHaveSingleItem().Clusters.ShouldBe(["a"]);
        SharedKeyFinder.Find(whole, whole.Organizations[1]).ShouldHaveSingleItem().Clusters.ShouldBe(["x"]);
    }

    private static ImmutableArray<SharedKey> Find(params Cluster[][] organizations)
    {
        var whole = Inventory(organizations);
        return SharedKeyFinder.Find(whole, whole.Organizations[0]);
    }

    private static InventoryDocument Inventory(params Cluster[][] organizations) => new()
    {
        Organizations = [.. organizations.Select((clusters, index) => new Organization { Id = $"org{index}", Name = "n", Clusters = [.. clusters] })],
    };

    private static Cluster External(string id, string primary, string? secondary = null)
    {
        Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var role).ShouldBeTrue();
        return Cluster(id, new DeclaredEncryption.External(role, KmsKeyArn.Parse(primary), secondary is null ? null : KmsKeyArn.Parse(secondary)));
    }

    private static Cluster Cluster(string id, DeclaredEncryption encryption) =>
        new() { Id = id, Name = id, Provider = CloudProvider.Aws, Region = "eu-west-1", Encryption = encryption };
}
