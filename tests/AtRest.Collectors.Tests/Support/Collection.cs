using System.Collections.Immutable;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Support;

/// <summary>A completed collection, with its server.</summary>
internal sealed record Collection(ImmutableDictionary<string, CloudEvidence> Evidence, IReadOnlyDictionary<string, int> Calls, IReadOnlyList<FakeCall> History)
{
    public CloudEvidence Clouds => Evidence.Values.Single();

    public KmsKeyEvidence Key => Clouds.Aws.Keys.Single();

    public CloudTrailEvidence CloudTrail => Clouds.Aws.CloudTrail.Single();

    public LogBucketEvidence LogBucket => Clouds.Aws.LogBuckets.Single();

    /// <summary>Runs the real collector over HTTP.</summary>
    public static async Task<Collection> RunAsync(Scenario scenario, params Organization[] organizations)
    {
        await using var cloud = await FakeCloud.StartAsync(scenario, cancellationToken: TestContext.Current.CancellationToken);
        var evidence = await CollectAsync(OptionsFor(cloud.Endpoint), organizations);
        return new Collection(evidence, cloud.Calls, cloud.History);
    }

    /// <summary>Runs the real collector with an inventory that has more than is audited.</summary>
    public static async Task<Collection> RunAsync(Scenario scenario, ImmutableArray<AwsAccount> known, params Organization[] organizations)
    {
        await using var cloud = await FakeCloud.StartAsync(scenario, cancellationToken: TestContext.Current.CancellationToken);
        var evidence = await CollectAsync(OptionsFor(cloud.Endpoint), Request(organizations) with { KnownAccounts = known });
        return new Collection(evidence, cloud.Calls, cloud.History);
    }

    public static Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(AwsCollectorOptions options, params Organization[] organizations) =>
        CollectAsync(options, Request(organizations));

    private static CollectionRequest Request(Organization[] organizations) => new() { AuditId = "2026-11-24T01:00:00Z audit", Organizations = [.. organizations] };

    private static async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(AwsCollectorOptions options, CollectionRequest request)
    {
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Aws = options }).BuildServiceProvider();
        return await services.GetRequiredService<IEvidenceCollector>().CollectAsync(request, TestContext.Current.CancellationToken);
    }

    public static AwsCollectorOptions OptionsFor(Uri endpoint) => new()
    {
        Endpoint = endpoint,
        Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret"),
        AttemptTimeout = TimeSpan.FromSeconds(30),
        LookupEvents = 0,
    };
}
