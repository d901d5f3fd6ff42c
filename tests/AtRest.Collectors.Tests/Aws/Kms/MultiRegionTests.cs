using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Kms;

public sealed class MultiRegionTests
{
    [Fact]
    public async Task Collect_Replica_RotationIsThatOfItsPrimary()
    {
        var collection = await Collection.RunAsync(World().Build(), Fleets.Organization(Names.ReplicaKey));

        collection.Key.Metadata.Value!.MultiRegionKeyType.ShouldBe("REPLICA");
        collection.Key.RotationStatus.Resource.ShouldBe(Names.PrimaryKey);
        collection.Key.RotationStatus.Value!.Enabled.ShouldBeTrue();
        collection.History.Single(call => call.Operation == "kms:GetKeyRotationStatus").Region.ShouldBe(Names.Region);
    }

    [Fact]
    public async Task Collect_PrimaryAndReplica_RotationIsReadOnce()
    {
        var collection = await Collection.RunAsync(World().Build(), Fleets.Organization(Names.PrimaryKey, Names.ReplicaKey));

        collection.Clouds.Aws.Keys.Count.ShouldBe(2);
        collection.Calls["kms:GetKeyRotationStatus"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_PrimaryDenied_TheReplicasRotationIsRead()
    {
        var world = World().Deny("kms:GetKeyRotationStatus", Names.PrimaryKey);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.ReplicaKey));

        collection.Key.RotationStatus.Resource.ShouldBe(Names.ReplicaKey);
        collection.Key.RotationStatus.Absence?.Kind.ShouldNotBe(AbsenceKind.Denied);
    }

    private static ScenarioBuilder World() => Worlds.Account()
        .Key(Names.PrimaryKey, key => key with { MultiRegion = new FakeMultiRegion { Type = "PRIMARY", PrimaryArn = Names.PrimaryKey, ReplicaArns = [Names.ReplicaKey] }, Rotation = new FakeRotationStatus() })
        .Key(Names.ReplicaKey, key => key with { MultiRegion = new FakeMultiRegion { Type = "REPLICA", PrimaryArn = Names.PrimaryKey, ReplicaArns = [Names.ReplicaKey] } });
}
