using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Google;

[Trait("Measures", "time")]
public sealed class CancellationTests
{
    [Theory]
    [InlineData(60_000, 0.0)]
    [InlineData(0, 1.0)]
    public async Task CollectAsync_Cancelled_StopsAtOnce(int latency, double throttled)
    {
        string[] keys = [.. Enumerable.Range(1, 50).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number}")];
        var world = keys.Aggregate(new ScenarioBuilder().Faults(faults => faults with { LatencyMs = latency, ThrottleRate = throttled }), (builder, key) => builder.CryptoKey(key));
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Google = GoogleCollection.OptionsFor(cloud.Endpoint) }).BuildServiceProvider();
        using var source = new CancellationTokenSource();

        var collecting = services.GetRequiredService<IEvidenceCollector>()
            .CollectAsync(new CollectionRequest { AuditId = "a", Organizations = [GoogleFleets.Software("acme", keys)] }, source.Token);
        await Until.TrueAsync("the cloud is called", () => cloud.Calls.Count > 0);
        var cancelled = Stopwatch.GetTimestamp();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(collecting);
        Stopwatch.GetElapsedTime(cancelled).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task CollectAsync_AlreadyCancelled_MakesNoCall()
    {
        await using var cloud = await FakeCloud.StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Google = GoogleCollection.OptionsFor(cloud.Endpoint) }).BuildServiceProvider();
        var request = new CollectionRequest { AuditId = "a", Organizations = [GoogleFleets.Software("acme", GoogleFleets.Key)] };

        await Should.ThrowAsync<OperationCanceledException>(services.GetRequiredService<IEvidenceCollector>().CollectAsync(request, new CancellationToken(canceled: true)));

        cloud.Calls.ShouldBeEmpty();
    }
}
