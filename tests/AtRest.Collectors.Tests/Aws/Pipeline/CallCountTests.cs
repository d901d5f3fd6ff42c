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

    private static int Calls(Collection collection, string service) =>
        collection.Calls.Where(call => call.Key.StartsWith(service, StringComparison.Ordinal)).Sum(call => call.Value);
}
