using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Hosting;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using AtRest.Tests.Shared.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Benchmarks.Finding;

/// <summary>How long the API takes to find a report among few and among many, in a folder and in Azurite, and what a page of reports about many clusters costs.</summary>
internal sealed class FindBenchmark(TextWriter output)
{
    private const int Few = 16;
    private const int WritersAtOnce = 16;

    /// <summary>Reports about the whole organization; only their files are requested and written.</summary>
    private const int WholeEvery = 50;

    private const string Many = "many";
    private static readonly string[] Formats = ["json", "jsonl", "html"];

    /// <summary>The content of every file. The API compares its SHA-256 before it sends a file.</summary>
    private static readonly byte[] Content = new byte[20_000];

    private static readonly string ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>Early enough for all reports to be in the past: one in the future is not the newest, so that AtRest would have to look for another one.</summary>
    private static readonly DateTimeOffset Begin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The number of stored reports.</summary>
    public required int Count { get; init; }

    /// <summary>The number of clusters in each of the 200 reports of the measured page.</summary>
    public required int Clusters { get; init; }

    /// <summary>How often each address is requested.</summary>
    public required int Requests { get; init; }

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("atrest-reports-");
        try
        {
            await MeasureAsync("folder", folder.FullName, new() { ["AtRest:Storage:Folder"] = Path.Combine(folder.FullName, "data") }, PagesAsync);
            await using var azurite = await AzuriteServer.StartAsync();
            await MeasureAsync("Azurite", folder.FullName, new() { ["AtRest:Storage:Connection"] = azurite.Connection }, (_, _) => Task.CompletedTask);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(string storage, string folder, Dictionary<string, string?> settings, Func<IServiceProvider, HttpClient, Task> more)
    {
        var key = ApiKey.Create();
        var inventory = Path.Combine(folder, "inventory.json");
        await File.WriteAllTextAsync(inventory, """{ "organizations": [] }""");
        settings["AtRest:Inventory"] = inventory;
        settings["AtRest:ApiKeys:0:Operator"] = "true";
        settings["AtRest:ApiKeys:0:Hash"] = ApiKey.HashOf(key);
        settings["AtRest:RateLimits:Caller"] = "1000000";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAtRestApi();
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add(Credentials.KeyHeader, key);

        var few = await FillAsync(app.Services, "few", Few, 2, isEarlier: false);
        await FindAsync(client, storage, "few", few);
        var many = await FillAsync(app.Services, Many, Count, 2, isEarlier: false);
        var names = await MedianAsync(5, async () => await app.Services.GetRequiredService<IBlobStore>().AllAsync(ReportBlobs.IndexPrefix(Many), CancellationToken.None).CountAsync());
        await SayAsync($"{storage}, {Count} reports: a listing of all of them, as before: {names:F1} ms");
        await FindAsync(client, storage, "few", few);
        await FindAsync(client, storage, Many, many);
        await more(app.Services, client);
    }

    private async Task PagesAsync(IServiceProvider services, HttpClient client)
    {
        foreach (var (organization, isEarlier) in new[] { ("large", false), ("earlier", true) })
        {
            await FillAsync(services, organization, 200, Clusters, isEarlier);
            await PageAsync(client, organization);
        }
    }

    private async Task FindAsync(HttpClient client, string storage, string organization, IReadOnlyList<string> ids)
    {
        var reports = $"api/organizations/{organization}/reports";
        (string Name, Func<int, string> Path)[] looks =
        [
            ("latest", _ => $"{reports}/latest/json"),
            ("by ID", number => $"{reports}/{ids[number * WholeEvery * 17 % ids.Count / WholeEvery * WholeEvery]}/json"),
            ("first page of 50", _ => $"{reports}?limit=50"),
            ("page of 50 from the middle", _ => $"{reports}?limit=50&before={ids[ids.Count / 2]}"),
        ];
        foreach (var (name, path) in looks)
        {
            var number = 0;
            var processor = Environment.CpuUsage.TotalTime;
            var median = await MedianAsync(Requests, async () => await GetAsync(client, path(number++)));
            processor = Environment.CpuUsage.TotalTime - processor;
            await SayAsync($"{storage}, {ids.Count} reports: {name}: {median:F1} ms (median of {Requests}), {processor.TotalMilliseconds / Requests:F1} ms of processor");
        }
    }

    private async Task PageAsync(HttpClient client, string organization)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (allocated, resident) = (GC.GetTotalAllocatedBytes(precise: true), process.WorkingSet64);
        var watch = Stopwatch.StartNew();
        var length = await GetAsync(client, $"api/organizations/{organization}/reports?limit=200");
        process.Refresh();
        await SayAsync($"200 reports about {Clusters} clusters ({organization}): a page of 200 has {length >> 10} KiB and takes {watch.ElapsedMilliseconds} ms; allocated {(GC.GetTotalAllocatedBytes(precise: true) - allocated) >> 20} MiB, memory grew by {(process.WorkingSet64 - resident) >> 20} MiB");
    }

    private static async Task<long> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync()).LongLength;
    }

    private static async Task<double> MedianAsync<T>(int times, Func<Task<T>> look)
    {
        await look();
        var all = new double[times];
        for (var time = 0; time < times; time++)
        {
            var started = Stopwatch.GetTimestamp();
            await look();
            all[time] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return all.Order().ElementAt(times / 2);
    }

    private async Task SayAsync(FormattableString text) => await output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes reports, most of them about some clusters. An earlier release wrote all clusters into each entry.</summary>
    internal static async Task<IReadOnlyList<string>> FillAsync(IServiceProvider services, string organization, int count, int clusters, bool isEarlier)
    {
        var blobs = services.GetRequiredService<IBlobStore>();
        var entries = Enumerable.Range(0, count).Select(number => Entry(organization, number, clusters)).ToList();
        var inside = isEarlier
            ? JsonSerializer.SerializeToNode(Enumerable.Range(0, clusters).Select(number => new ReportedCluster(Guid.NewGuid().ToString(), $"cluster-{number}", Verdict.Compliant)), HostingJson.Options)!.ToJsonString()
            : null;
        await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce }, async (entry, token) =>
        {
            var json = JsonSerializer.SerializeToNode(entry, HostingJson.Options)!;
            if (inside is not null)
            {
                json["clusters"] = JsonNode.Parse(inside);
            }

            var bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
            if (entry.LeftOut == 0)
            {
                await WriteAsync(ReportBlobs.File(organization, entry.ReportId, "report.json"), Content, token);
            }

            await WriteAsync(ReportBlobs.Entry(organization, entry.ReportId), bytes, token);
            await WriteAsync(ReportBlobs.Index(entry).Name, bytes, token);
        });
        return [.. entries.Select(entry => entry.ReportId)];

        async Task WriteAsync(string name, byte[] bytes, CancellationToken token)
        {
            using var content = new MemoryStream(bytes);
            await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = BlobJson.MediaType }, token);
        }
    }

    private static ReportEntry Entry(string organization, int number, int clusters) => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        AuditId = Guid.NewGuid().ToString(),
        OrganizationId = organization,
        GeneratedAt = Begin.AddMinutes(25L * number),
        Cause = number % WholeEvery == 0 ? AuditCause.Nightly : AuditCause.KeyChange,
        Detail = "kms:PutKeyPolicy on arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001",
        Verdict = Verdict.Compliant,
        Clusters = new ClusterCounts(clusters, clusters, 0, 0),
        LeftOut = number % WholeEvery == 0 ? 0 : 1,
        Headline = $"{clusters} clusters were audited: all are compliant",
        Changes = 0,
        Files = [.. Formats.Select(format => new ReportFile { Format = format, FileName = $"report.{format}", MediaType = "application/json", Length = Content.Length, Sha256 = ContentSha256 })],
    };
}
