using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.CloudTrail;

/// <summary>The keys that encrypt the record of key use.</summary>
public sealed class RecordKeyTests
{
    private const string LogKey = $"arn:aws:kms:{Names.Region}:{Names.Account}:key/99999999-cccc-4ccc-8ccc-999999999999";
    private const string Trail = $"arn:aws:cloudtrail:{Names.Region}:{Names.Account}:trail/main";
    private const string Store = $"arn:aws:cloudtrail:{Names.Region}:{Names.Account}:eventdatastore/lake";

    [Fact]
    public async Task Collect_RecordWithoutAKey_ReadsNone()
    {
        var (slice, calls) = await RunAsync(World(null));

        slice.RecordKeys.ShouldBeEmpty();
        calls["kms:DescribeKey"].ShouldBe(1);
        calls["kms:GetKeyPolicy"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_TrailAndStoreWithOneKey_ReadsItsStateAndPolicyOnce()
    {
        var (slice, calls) = await RunAsync(World(LogKey).EventDataStore(Store, "lake", store => store with { KmsKeyId = LogKey }).Key(LogKey, key => key with { State = "Disabled" }));

        var key = slice.RecordKeys.ShouldHaveSingleItem();
        key.KeyArn.ShouldBe(LogKey);
        key.Metadata.Value!.KeyState.ShouldBe("Disabled");
        key.Policy.Value.ShouldNotBeNull();
        calls["kms:DescribeKey"].ShouldBe(2);
        calls["kms:GetKeyPolicy"].ShouldBe(2);
        calls["kms:ListGrants"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_KeyOfTheCluster_IsNotReadTwice()
    {
        var (slice, calls) = await RunAsync(World(Names.Key));

        slice.RecordKeys.ShouldBeEmpty();
        calls["kms:DescribeKey"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_KeyThatDoesNotExist_IsNotFound()
    {
        var (slice, _) = await RunAsync(World(LogKey));

        slice.RecordKeys.Single().Metadata.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
    }

    [Fact]
    public async Task Collect_KeyOfAnAccountWithoutARole_IsLeftOut()
    {
        const string Foreign = $"arn:aws:kms:{Names.Region}:999988887777:key/99999999-cccc-4ccc-8ccc-999999999999";

        var (slice, calls) = await RunAsync(World(Foreign));

        slice.RecordKeys.ShouldBeEmpty();
        calls["kms:DescribeKey"].ShouldBe(1);
    }

    [Theory]
    [InlineData($"arn:aws:kms:{Names.Region}:{Names.Account}:alias/logs")]
    [InlineData("99999999-cccc-4ccc-8ccc-999999999999")]
    public async Task Collect_KeyWithoutAnArn_IsNotGuessed(string named) => (await RunAsync(World(named))).Slice.RecordKeys.ShouldBeEmpty();

    [Fact]
    public async Task Collect_PolicyDenied_LeavesTheState()
    {
        var (slice, _) = await RunAsync(World(LogKey).Key(LogKey).Deny("kms:GetKeyPolicy", LogKey));

        var key = slice.RecordKeys.Single();
        key.Metadata.Value.ShouldNotBeNull();
        key.Policy.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Fact]
    public async Task Collect_KeyOfALogGroup_IsReadLikeThatOfTheTrail()
    {
        var (slice, calls) = await RunAsync(Watched(LogKey).Key(LogKey, key => key with { State = "Disabled" }));

        var key = slice.RecordKeys.ShouldHaveSingleItem();
        (key.KeyArn, key.Metadata.Value!.KeyState).ShouldBe((LogKey, "Disabled"));
        key.Policy.Value.ShouldNotBeNull();
        calls["kms:DescribeKey"].ShouldBe(2);
        calls["kms:GetKeyPolicy"].ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Names.Key)]
    public async Task Collect_LogGroupWithoutAKeyOrWithThatOfTheCluster_TakesNoCall(string? kmsKeyId)
    {
        var (slice, calls) = await RunAsync(Watched(kmsKeyId));

        slice.RecordKeys.ShouldBeEmpty();
        calls["kms:DescribeKey"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_KeyOfTheTrailAndItsLogGroup_IsReadOnce()
    {
        var (slice, calls) = await RunAsync(Watched(LogKey, LogKey).Key(LogKey));

        slice.RecordKeys.ShouldHaveSingleItem();
        calls["kms:DescribeKey"].ShouldBe(2);
    }

    /// <summary>A trail with a log group.</summary>
    private static ScenarioBuilder Watched(string? groupKey, string? trailKey = null)
    {
        const string Group = $"arn:aws:logs:{Names.Region}:{Names.Account}:log-group:trail";
        return Worlds.Account().Key(Names.Key).Trail(Trail, trail => trail with { KmsKeyId = trailKey, LogGroupArn = $"{Group}:*" }).LogGroup(Group, group => group with { KmsKeyId = groupKey });
    }

    private static ScenarioBuilder World(string? kmsKeyId) => Worlds.Account().Key(Names.Key).Trail(Trail, trail => trail with { KmsKeyId = kmsKeyId });

    private static async Task<(AwsSlice Slice, IReadOnlyDictionary<string, int> Calls)> RunAsync(ScenarioBuilder world)
    {
        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));
        return (collection.Clouds.Aws, collection.Calls);
    }
}
