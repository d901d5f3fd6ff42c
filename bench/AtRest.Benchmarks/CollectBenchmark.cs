using System.Diagnostics;
using System.Globalization;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Benchmarks;

/// <summary>Runs the real collector over HTTP against FakeClouds in the same process, and counts.</summary>
internal static class CollectBenchmark
{
    public static async Task RunAsync(CollectOptions options, TextWriter output)
    {
        await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(options));
        var watch = Stopwatch.StartNew();
        var evidence = await CollectAsync(cloud.Endpoint, options);
        watch.Stop();

        Write(output, options, watch.Elapsed, cloud.Calls, evidence);
    }

    /// <summary>The collector alone, against an emulator in another process: <c>collector ENDPOINT --clusters N</c>.</summary>
    public static async Task<CloudEvidence> CollectAsync(Uri endpoint, CollectOptions options)
    {
        await using var services = new ServiceCollection()
            .AddAtRestCollectors(new CollectorOptions
            {
                Aws = new AwsCollectorOptions
                {
                    LookupEvents = 0,
                    Endpoint = endpoint,
                    Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret"),
                    MaxConcurrency = options.Concurrency,
                },
            })
            .BuildServiceProvider();
        var collector = services.GetRequiredService<IEvidenceCollector>();
        var request = new CollectionRequest { AuditId = "bench", Organizations = [Fleet.Organization(options.Clusters)] };

        return (await collector.CollectAsync(request, CancellationToken.None))["bench"];
    }

    private static void Write(TextWriter output, CollectOptions options, TimeSpan elapsed, IReadOnlyDictionary<string, int> calls, CloudEvidence evidence)
    {
        var total = calls.Values.Sum();
        var kms = calls.Where(call => call.Key.StartsWith("kms:", StringComparison.Ordinal)).Sum(call => call.Value);
        var bound = total * options.Latency / 1000.0 / options.Concurrency;
        foreach (var call in calls.OrderBy(call => call.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Text($"{call.Key,-40} {call.Value,7}"));
        }

        output.WriteLine(Text($"{options}"));
        output.WriteLine(Text($"calls {total}, KMS calls per key {(double)kms / options.Clusters:0.00}"));
        output.WriteLine(Text($"requested evidence that is absent: {Absent(evidence)}"));
        output.WriteLine(Text($"bound (calls x latency / concurrency) {bound:0.00} s, wall time {elapsed.TotalSeconds:0.00} s"));
    }

    private static int Absent(CloudEvidence evidence) => evidence.Aws.Keys.Sum(key =>
        Count(key.Metadata) + Count(key.Policy) + Count(key.RotationStatus) + Count(key.Grants) + Count(key.LastUsage))
        + evidence.Aws.CloudTrail.Sum(entry => Count(entry.Trails) + Count(entry.EventDataStores) + entry.Details.Sum(trail => Count(trail.Status) + Count(trail.Selectors)))
        + evidence.Aws.LogBuckets.Sum(bucket => Count(bucket.Lifecycle) + Count(bucket.Versioning) + Count(bucket.ObjectLock));

    private static int Count<T>(Collected<T> collected)
        where T : class => collected.Value is null ? 1 : 0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
