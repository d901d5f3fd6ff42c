using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Support;

/// <summary>Scenarios to start from.</summary>
internal static class Worlds
{
    /// <summary>One account with its audit role, a trail and its bucket.</summary>
    public static ScenarioBuilder Account() => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
        .Bucket(Names.Bucket);

    public static ScenarioBuilder Keys(this ScenarioBuilder world, IEnumerable<string> keys) =>
        keys.Aggregate(world, (builder, key) => builder.Key(key, fake => fake with { Rotation = new FakeRotationStatus() }));
}
