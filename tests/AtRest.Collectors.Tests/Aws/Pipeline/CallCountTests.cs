using AtRest.Collectors.Tests.Support;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

public sealed class CallCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Collect_ManyKeysOfOneAccountAndRegion_AtMostSixKmsCallsEachAndTheRestConstant(int count)
    {
        var keys = Fleets.Keys(count);
        var world = keys.Aggregate(Worlds.Account(), (builder, key) => builder.Key(key));

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        Calls(collection, "kms:").ShouldBe(6 * count);
        Calls(collection, "cloudtrail:").ShouldBe(4);
        // Four, and three more about public access because the bucket has no block.
        Calls(collection, "s3:").ShouldBe(4 + 3);
        Calls(collection, "sts:").ShouldBe(1);
    }

    /// <summary>The costs of an audit are computed from these numbers.</summary>
    [Fact]
    public async Task Collect_Anything_EvidenceHasTheNumberOfItsCalls()
    {
        var keys = Fleets.Keys(3);
        var world = keys.Aggregate(Worlds.Account(), (builder, key) => builder.Key(key));

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        // One call finds out who owns the bucket, and is no evidence.
        foreach (var (service, others) in new[] { ("kms:", 0), ("cloudtrail:", 0), ("s3:", 1), ("events:", 0) })
        {
            var pieces = collection.Clouds.Entries().Where(piece => piece.Source.StartsWith(service, StringComparison.Ordinal)).DistinctBy(piece => piece.Reference);
            pieces.Sum(piece => piece.Calls ?? 0).ShouldBe(Calls(collection, service) - others, service);
        }
    }

    [Fact]
    public async Task Collect_RefusedCall_IsCounted()
    {
        var keys = Fleets.Keys(1);
        var scenario = Worlds.Account().Key(keys[0]).Deny("kms:GetKeyPolicy").Build();

        var collection = await Collection.RunAsync(scenario, Fleets.Organization([.. keys]));

        collection.Key.Policy.Value.ShouldBeNull();
        collection.Key.Policy.Calls.ShouldBe(1);
    }

    /// <summary>The costs of an audit do not depend on faults: a repeated attempt is not another call.</summary>
    [Fact]
    public async Task Collect_RepeatedAttempts_AreOneCall()
    {
        var keys = Fleets.Keys(20);
        var world = keys.Aggregate(Worlds.Account(), (builder, key) => builder.Key(key)).Faults(faults => faults with { ThrottleRate = 0.2 });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        var pieces = collection.Clouds.Entries().Where(piece => piece.Source.StartsWith("kms:", StringComparison.Ordinal)).ToList();
        pieces.Sum(piece => piece.Calls ?? 0).ShouldBe(pieces.Count(piece => piece.Calls is not null));
        pieces.ShouldAllBe(piece => piece.Calls == null || piece.Calls == 1);
        Calls(collection, "kms:").ShouldBeGreaterThan(pieces.Count(piece => piece.Calls is not null));
    }

    private static int Calls(Collection collection, string service) =>
        collection.Calls.Where(call => call.Key.StartsWith(service, StringComparison.Ordinal)).Sum(call => call.Value);
}
