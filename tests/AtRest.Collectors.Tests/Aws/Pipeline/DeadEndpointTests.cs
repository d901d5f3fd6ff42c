using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

[Trait("Measures", "time")]
public sealed class DeadEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://no-such-host.invalid")]
    public async Task Collect_EndpointDoesNotAnswer_EndsWithinSecondsWithTheCause(string endpoint)
    {
        var watch = Stopwatch.StartNew();

        var evidence = await Collection.CollectAsync(Collection.OptionsFor(new Uri(endpoint)), Fleets.Organization([.. Fleets.Keys(300)]).WithoutRoles());

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        evidence["acme"].Aws.Keys.ShouldAllBe(key => key.Metadata.Absence!.Kind == AbsenceKind.Failed || key.Metadata.Absence.Kind == AbsenceKind.NotAttempted);
        evidence["acme"].Aws.Keys.First().Metadata.Absence!.Cause.ShouldContain("could not be reached");
    }

    [Fact]
    public async Task Collect_EndpointThatNeverAnswers_IsGivenUpAfterAFewTimeouts()
    {
        var world = Worlds.Account().Faults(faults => faults with { LatencyMs = 600_000 });
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = Collection.OptionsFor(cloud.Endpoint) with { AttemptTimeout = TimeSpan.FromMilliseconds(500) };
        var watch = Stopwatch.StartNew();

        var evidence = await Collection.CollectAsync(options, Fleets.Organization([.. Fleets.Keys(300)]).WithoutRoles());

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        evidence["acme"].Aws.Keys.First().Metadata.Absence!.Cause.ShouldContain("no response in time");
    }

    [Fact]
    public async Task Collect_ServiceIsDown_IsFailedAndTheOthersAreRead()
    {
        var keys = Fleets.Keys(100);
        var world = Worlds.Account().Keys(keys).Faults(faults => faults with { Down = ["kms"] });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        collection.Clouds.Aws.Keys.ShouldAllBe(key => key.Metadata.Absence!.Kind == AbsenceKind.Failed || key.Metadata.Absence.Kind == AbsenceKind.NotAttempted);
        collection.CloudTrail.Details.Single().Status.Value.ShouldNotBeNull();
    }
}
