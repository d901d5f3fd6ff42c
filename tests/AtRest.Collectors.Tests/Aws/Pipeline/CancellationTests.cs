using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.FakeClouds;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

[Trait("Measures", "time")]
public sealed class CancellationTests
{
    [Theory]
    [InlineData(60_000, 0.0)]
    [InlineData(0, 1.0)]
    public async Task CollectAsync_Cancelled_StopsAtOnce(int latency, double throttled)
    {
        var keys = Fleets.Keys(50);
        var world = Worlds.Account().Keys(keys).Faults(faults => faults with { LatencyMs = latency, ThrottleRate = throttled });
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Aws = Collection.OptionsFor(cloud.Endpoint) }).BuildServiceProvider();
        var request = new CollectionRequest { AuditId = "a", Organizations = [Fleets.Organization([.. keys]).WithoutRoles()] };
        using var source = new CancellationTokenSource();

        var collecting = services.GetRequiredService<IEvidenceCollector>().CollectAsync(request, source.Token);
        await Until.TrueAsync("the cloud is called", () => cloud.Calls.Count > 0);
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(collecting);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "It must stop within two seconds; the rest is for a busy machine.");
    }

    [Fact]
    public async Task CollectAsync_AlreadyCancelled_MakesNoCall()
    {
        await using var services = new ServiceCollection().AddAtRestCollectors().BuildServiceProvider();
        var request = new CollectionRequest { AuditId = "a", Organizations = [Fleets.Organization(Names.Key)] };

        await Should.ThrowAsync<OperationCanceledException>(services.GetRequiredService<IEvidenceCollector>().CollectAsync(request, new CancellationToken(canceled: true)));
    }
}
