using System.Diagnostics;
using System.Globalization;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
using AtRest.Core.Rules;
using AtRest.FakeClouds;
using AtRest.KeyPolicies.Naming;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Benchmarks.Fleets;

/// <summary>
/// A big fleet without the network: the evidence of one cluster, which the real collector read, is copied for the others. It is saved, read again, judged, written in every format, judged again
/// and compared with the first report. Every line has the time, the processor time and the greatest memory so far.
/// </summary>
internal static class BigFleetBenchmark
{
    private static readonly DateTimeOffset Moment = TimeProvider.System.GetUtcNow();

    public static async Task RunAsync(int clusters, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-fleet-").FullName;
        try
        {
            await RunAsync(clusters, folder, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(int clusters, string folder, TextWriter output)
    {
        var path = Path.Combine(folder, "evidence.json");
        await MeasureAsync(output, "make and save evidence", async () => await SaveAsync(await EvidenceAsync(clusters), path));
        AuditEvidence? evidence = null;
        await MeasureAsync(output, "read evidence", async () => evidence = await ReadAsync(path));
        var auditor = new Auditor(RuleCatalog.All, new ToolInfo("bench", "0"));
        AuditReport? report = null;
        await MeasureAsync(output, "judge", () => report = auditor.Audit(evidence!));
        var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();
        await using (services)
        {
            foreach (var renderer in services.GetServices<IReportRenderer>().Where(renderer => renderer.RefusalOf(clusters) is null))
            {
                await MeasureAsync(output, renderer.FileName, async () => await RenderAsync(renderer, report!, Path.Combine(folder, renderer.FileName)));
            }
        }

        PreviousAudit? previous = null;
        await MeasureAsync(output, "take what is compared", () => previous = PreviousAudit.Of(report!));
        report = null;
        await MeasureAsync(output, "judge and compare", () => report = auditor.Audit(evidence! with { Previous = previous }));
        output.WriteLine(report!.Headline);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            output.WriteLine(Text($"{Path.GetFileName(file),-24} {new FileInfo(file).Length / 1e6,9:0.0} MB, {new FileInfo(file).Length / 1024.0 / clusters,6:0.0} KiB a cluster"));
        }
    }

    private static Task MeasureAsync(TextWriter output, string what, Action work) => MeasureAsync(output, what, () =>
    {
        work();
        return Task.CompletedTask;
    });

    private static async Task MeasureAsync(TextWriter output, string what, Func<Task> work)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await work();
        using var process = Process.GetCurrentProcess();
        output.WriteLine(Text($"{what,-24} {watch.Elapsed.TotalSeconds,7:0.00} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds,7:0.00} s of processor time, peak {process.PeakWorkingSet64 / 1048576,5} MiB"));
    }

    private static async Task SaveAsync(AuditEvidence evidence, string path)
    {
        var stream = File.Create(path);
        await using (stream)
        {
            await EvidenceSerializer.WriteAsync(evidence, stream, CancellationToken.None);
        }
    }

    private static async Task<AuditEvidence> ReadAsync(string path)
    {
        var stream = File.OpenRead(path);
        await using (stream)
        {
            return await EvidenceSerializer.ReadAsync(stream, CancellationToken.None);
        }
    }

    private static async Task RenderAsync(IReportRenderer renderer, AuditReport report, string path)
    {
        var stream = File.Create(path);
        await using (stream)
        {
            await renderer.RenderAsync(report, stream, CancellationToken.None);
        }
    }

    private static async Task<AuditEvidence> EvidenceAsync(int clusters)
    {
        var organization = Fleet.Organization(clusters);
        var one = await CollectOneAsync();
        var key = one.Aws.Keys.Single();
        var keys = organization.Clusters.Select(cluster => Copy(key, ((DeclaredEncryption.External)cluster.Encryption).PrimaryKeyArn));
        return new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = Guid.Empty.ToString(),
            AuditedAt = Moment,
            Parameters = new AuditParameters(),
            Organization = organization,
            Clouds = one.With(one.Aws with { Keys = PackedLists.Pack(keys) }),
        };
    }

    private static async Task<CloudEvidence> CollectOneAsync()
    {
        await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(new CollectOptions { Clusters = 1 }));
        await using var services = new ServiceCollection()
            .AddAtRestCollectors(new CollectorOptions { Aws = new AwsCollectorOptions { Endpoint = cloud.Endpoint, Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret"), LookupEvents = 0 } })
            .BuildServiceProvider();
        return (await services.GetRequiredService<IEvidenceCollector>().CollectAsync(new CollectionRequest { AuditId = "bench", Organizations = [Fleet.Organization(1)] }, CancellationToken.None))["bench"];
    }

    private static KmsKeyEvidence Copy(KmsKeyEvidence key, KmsKeyArn arn)
    {
        var metadata = key.Metadata.Value! with { Arn = arn.Value, KeyId = arn.Value[(arn.Value.LastIndexOf('/') + 1)..] };
        return key with
        {
            KeyArn = arn.Value,
            Metadata = key.Metadata with { Resource = arn.Value, Value = metadata, Sha256 = EvidenceHash.OfValue(metadata) },
            Policy = key.Policy with { Resource = arn.Value },
            RotationStatus = key.RotationStatus with { Resource = arn.Value },
            Rotations = key.Rotations with { Resource = arn.Value },
            Grants = key.Grants with { Resource = arn.Value },
            LastUsage = key.LastUsage with { Resource = arn.Value },
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
