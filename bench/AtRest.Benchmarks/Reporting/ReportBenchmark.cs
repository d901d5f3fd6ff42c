using System.Diagnostics;
using System.Globalization;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.FakeClouds;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Benchmarks.Reporting;

/// <summary>The size of each format for a fleet of compliant External clusters, and what writing it costs.</summary>
internal static class ReportBenchmark
{
    /// <param name="clusters">The size of the fleet.</param>
    /// <param name="folder">Where the files are kept; null: nowhere.</param>
    /// <param name="output">Receives the figures.</param>
    public static async Task RunAsync(int clusters, string? folder, TextWriter output)
    {
        var report = new Auditor(RuleCatalog.All, new ToolInfo("bench", "0")).Audit(await EvidenceAsync(clusters));
        output.WriteLine(Text($"{clusters} clusters, {report.Summary.Compliant} of them compliant"));
        await using var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();
        foreach (var renderer in services.GetServices<IReportRenderer>())
        {
            if (renderer.RefusalOf(report.Summaries.Length) is { } refusal)
            {
                output.WriteLine(Text($"{renderer.Format,-13} {refusal}"));
                continue;
            }

            await using var stream = folder is null ? Stream.Null : File.Create(Path.Combine(folder, renderer.FileName));
            await using var counted = new CountingStream(stream);
            var processor = Environment.CpuUsage.TotalTime;
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            await renderer.RenderAsync(report, counted, CancellationToken.None);
            processor = Environment.CpuUsage.TotalTime - processor;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            output.WriteLine(Text($"{renderer.Format,-13} {counted.Written,12} bytes, {(double)counted.Written / clusters / 1024:F2} KiB a cluster; {processor.TotalMilliseconds:F0} ms of processor time, {allocated / clusters / 1024} KiB allocated a cluster; {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MiB at most so far"));
        }
    }

    private static async Task<AuditEvidence> EvidenceAsync(int clusters)
    {
        var fleet = Fleet.Organization(clusters);
        await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(new CollectOptions { Clusters = clusters, Latency = 0 }));
        await using var services = new ServiceCollection()
            .AddAtRestCollectors(new CollectorOptions
            {
                Aws = new AwsCollectorOptions { Endpoint = cloud.Endpoint, Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret"), LookupEvents = 0 },
            })
            .BuildServiceProvider();
        var collected = await services.GetRequiredService<IEvidenceCollector>()
            .CollectAsync(new CollectionRequest { AuditId = "bench", Organizations = [fleet] }, CancellationToken.None);
        return new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "bench",
            AuditedAt = TimeProvider.System.GetUtcNow(),
            Parameters = new AuditParameters(),
            Organization = fleet,
            Clouds = collected[fleet.Id],
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
