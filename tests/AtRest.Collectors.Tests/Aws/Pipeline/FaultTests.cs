using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

public sealed class FaultTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0, 0.3)]
    [InlineData(0.3, 0.2)]
    public async Task Collect_FaultyEndpoint_GivesTheSameEvidence(double throttled, double failing)
    {
        var keys = Fleets.Keys(40);
        var world = keys.Aggregate(Worlds.Account(), (builder, key) => builder.Key(key)).Faults(faults => faults with
        {
            ThrottleRate = throttled,
            FailureRate = failing,
            DropConnections = true,
            Seed = 7,
        });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));
        var undisturbed = await Collection.RunAsync(world.Faults(_ => new FakeFaults()).Build(), Fleets.Organization([.. keys]));

        Hashes(collection.Clouds).ShouldBe(Hashes(undisturbed.Clouds));
    }

    [Fact]
    public async Task Collect_GrantsOverTheirQuota_AreAllRead()
    {
        var keys = Fleets.Keys(60);
        var world = Worlds.Account().Keys(keys).Faults(faults => faults with { Quotas = new Dictionary<string, int> { ["kms:ListGrants"] = 20 } });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        collection.Clouds.Aws.Keys.ShouldAllBe(key => key.Grants.Value != null);
    }

    [Theory]
    [Trait("Measures", "time")]
    [InlineData("1500", 1500, 4500)]
    [InlineData("60000", 5000, 15_000)]
    public async Task Collect_AwsAsksForAWait_IsObeyedUpToFiveSeconds(string asked, int atLeast, int atMost)
    {
        var seen = 0;
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, target) => target == "TrentService.DescribeKey" && Interlocked.Increment(ref seen) == 1
            ? new Bad(400, "application/x-amz-json-1.1", """{"__type": "ThrottlingException", "message": "Rate exceeded"}""") { AwsRetryAfter = asked }
            : null);
        var started = Stopwatch.GetTimestamp();

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization(Names.Key)))["acme"];

        clouds.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        Stopwatch.GetElapsedTime(started).TotalMilliseconds.ShouldBeInRange(atLeast, atMost);
        seen.ShouldBe(2);
    }

    private static IEnumerable<string?> Hashes(CloudEvidence clouds) =>
        clouds.Aws.Keys.SelectMany(key => new[] { key.Policy.Sha256, key.Grants.Sha256, key.RotationStatus.Sha256, key.Rotations.Sha256 }
            .Append(key.Metadata.Value?.KeyState).Append(key.LastUsage.Value is null ? null : "read"))
            .Concat(clouds.Aws.CloudTrail.SelectMany(entry => new[] { entry.Trails.Sha256, entry.EventDataStores.Sha256, entry.Details.Single().Selectors.Sha256 }))
            .Concat(clouds.Aws.LogBuckets.SelectMany(bucket => new[] { bucket.Lifecycle.Sha256, bucket.Versioning.Sha256, bucket.ObjectLock.Sha256, bucket.PublicAccessBlock.Absence?.ErrorCode }));
}
