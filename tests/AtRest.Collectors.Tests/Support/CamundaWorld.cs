using System.Collections.Immutable;
using AtRest.Collectors.Camunda;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Support;

/// <summary>A fake Camunda, and the collectors of one process. The settings <c>ID</c> and <c>SECRET</c> have the client and secret of the first organization.</summary>
internal sealed class CamundaWorld : IAsyncDisposable
{
    public const string Secret = "s3cr3t-of-acme";

    private readonly ServiceProvider services;

    private CamundaWorld(FakeCloud cloud, ServiceProvider services) => (Cloud, this.services) = (cloud, services);

    public FakeCloud Cloud { get; }

    public Dictionary<string, string> Settings { get; } = new() { ["ID"] = "acme", ["SECRET"] = Secret, ["ID2"] = "borealis", ["SECRET2"] = "s3cr3t-of-borealis" };

    /// <param name="scenario">The scenario.</param>
    /// <param name="clock">The collectors' clock.</param>
    /// <param name="cloudClock">The cloud's clock.</param>
    /// <param name="through">Another address of the API; null: the cloud itself.</param>
    /// <param name="oauth">Another address for tokens; null: the cloud itself.</param>
    /// <param name="more">Other options; null: the defaults.</param>
    public static async Task<CamundaWorld> StartAsync(ScenarioBuilder scenario, TimeProvider? clock = null, TimeProvider? cloudClock = null, Func<Uri, Uri>? through = null, Uri? oauth = null, CamundaCollectorOptions? more = null)
    {
        var cloud = await FakeCloud.StartAsync(scenario.Build(), new FakeCloudOptions { TimeProvider = cloudClock ?? TimeProvider.System }, TestContext.Current.CancellationToken);
        CamundaWorld? world = null;
        var options = new CollectorOptions
        {
            Camunda = (more ?? new CamundaCollectorOptions()) with
            {
                BaseUrl = through?.Invoke(cloud.Endpoint) ?? cloud.Endpoint,
                OAuthUrl = oauth ?? new Uri(cloud.Endpoint, "oauth/token"),
                ReadVariable = name => world!.Settings.GetValueOrDefault(name),
            },
        };
        var services = new ServiceCollection().AddSingleton(clock ?? TimeProvider.System).AddAtRestCollectors(options).BuildServiceProvider();
        return world = new CamundaWorld(cloud, services);
    }

    public static ScenarioBuilder Of(params IReadOnlyList<FakeCamundaCluster> clusters) => new ScenarioBuilder().Camunda("acme", Secret, clusters);

    public static Organization Acme { get; } = new() { Id = "acme", Name = "Acme", Camunda = new CamundaAccess { ClientIdVariable = "ID", ClientSecretVariable = "SECRET" } };

    public static Organization Borealis { get; } = new() { Id = "borealis", Name = "Borealis", Camunda = new CamundaAccess { ClientIdVariable = "ID2", ClientSecretVariable = "SECRET2" } };

    /// <summary>All evidence of the first organization.</summary>
    public async Task<CloudEvidence> CollectCloudsAsync() => (await services.GetRequiredService<IEvidenceCollector>()
        .CollectAsync(new CollectionRequest { AuditId = "audit", Organizations = [Acme] }, TestContext.Current.CancellationToken))["acme"];

    /// <summary>Camunda's evidence for the first organization.</summary>
    public async Task<CamundaEvidence> CollectAsync() => (await CollectAsync(TestContext.Current.CancellationToken, Acme))["acme"]!;

    public async Task<ImmutableDictionary<string, CamundaEvidence?>> CollectAsync(CancellationToken cancellationToken, params Organization[] organizations)
    {
        var evidence = await services.GetRequiredService<IEvidenceCollector>().CollectAsync(new CollectionRequest { AuditId = "audit", Organizations = [.. organizations] }, cancellationToken);
        return evidence.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Camunda);
    }

    public int Calls(string operation) => Cloud.Calls.GetValueOrDefault($"camunda:{operation}");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Cloud.DisposeAsync();
    }
}
