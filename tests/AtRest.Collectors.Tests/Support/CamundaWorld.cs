using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Support;

/// <summary>A fake Camunda, and one process's collectors that ask it. The settings <c>ID</c> and <c>SECRET</c> hold client and secret of the first organization.</summary>
internal sealed class CamundaWorld : IAsyncDisposable
{
    public const string Secret = "s3cr3t-of-acme";

    private readonly ServiceProvider services;

    private CamundaWorld(FakeCloud cloud, ServiceProvider services) => (Cloud, this.services) = (cloud, services);

    public FakeCloud Cloud { get; }

    public Dictionary<string, string> Settings { get; } = new() { ["ID"] = "acme", ["SECRET"] = Secret, ["ID2"] = "borealis", ["SECRET2"] = "s3cr3t-of-borealis" };

    /// <param name="scenario">What the cloud is.</param>
    /// <param name="clock">The collectors' clock.</param>
    /// <param name="cloudClock">The cloud's clock.</param>
    /// <param name="through">Where the API is reached instead; null: at the cloud itself.</param>
    /// <param name="oauth">Where tokens are requested instead; null: from the cloud itself.</param>
    public static async Task<CamundaWorld> StartAsync(ScenarioBuilder scenario, TimeProvider? clock = null, TimeProvider? cloudClock = null, Func<Uri, Uri>? through = null, Uri? oauth = null)
    {
        var cloud = await FakeCloud.StartAsync(scenario.Build(), new FakeCloudOptions { TimeProvider = cloudClock ?? TimeProvider.System }, TestContext.Current.CancellationToken);
        CamundaWorld? world = null;
        var options = new CollectorOptions
        {
            Camunda = new CamundaCollectorOptions
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

    /// <summary>What Camunda says about the first organization.</summary>
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
