using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Support;

/// <summary>A collection of Google's side that was carried out over HTTP.</summary>
internal sealed record GoogleCollection(ImmutableDictionary<string, CloudEvidence> Evidence, IReadOnlyDictionary<string, int> Calls)
{
    public CryptoKeyEvidence Key => Evidence.Values.Single().CryptoKeys.Single();

    public static async Task<GoogleCollection> RunAsync(ScenarioBuilder scenario, params Organization[] organizations)
    {
        await using var cloud = await FakeCloud.StartAsync(scenario.Build(), cancellationToken: TestContext.Current.CancellationToken);
        return new GoogleCollection(await CollectAsync(OptionsFor(cloud.Endpoint), organizations), cloud.Calls);
    }

    public static async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(GoogleCollectorOptions options, params Organization[] organizations)
    {
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Google = options }).BuildServiceProvider();
        var request = new CollectionRequest { AuditId = "a", Organizations = [.. organizations] };
        return await services.GetRequiredService<IEvidenceCollector>().CollectAsync(request, TestContext.Current.CancellationToken);
    }

    public static GoogleCollectorOptions OptionsFor(Uri endpoint) => new() { KmsEndpoint = endpoint, AccessToken = "test", AttemptTimeout = TimeSpan.FromSeconds(30) };
}
