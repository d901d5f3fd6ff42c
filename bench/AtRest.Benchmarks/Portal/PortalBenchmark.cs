using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Benchmarks.Finding;
using AtRest.Hosting;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Benchmarks.Portal;

/// <summary>How long each page of the portal takes for an organization with many clusters and reports, from a folder.</summary>
internal sealed partial class PortalBenchmark(TextWriter output)
{
    private const string Organization = "large";

    public required int Clusters { get; init; }

    public required int Reports { get; init; }

    /// <summary>How often each page is requested.</summary>
    public required int Requests { get; init; }

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("atrest-portal-");
        try
        {
            await MeasureAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(string folder)
    {
        var key = ApiKey.Create();
        var inventory = Path.Combine(folder, "inventory.json");
        await File.WriteAllTextAsync(inventory, JsonSerializer.Serialize(new
        {
            organizations = new[]
            {
                new
                {
                    id = Organization,
                    name = "Large",
                    clusters = Enumerable.Range(0, Clusters).Select(number => new { id = IdOf(number), name = $"cluster-{number}", provider = "gcp", region = "europe-west1", encryption = new { type = "Provider" } }),
                },
            },
        }));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AtRest:Storage:Folder"] = Path.Combine(folder, "data"),
            ["AtRest:Inventory"] = inventory,
            ["AtRest:ApiKeys:0:Operator"] = "true",
            ["AtRest:ApiKeys:0:Hash"] = ApiKey.HashOf(key),
            ["AtRest:RateLimits:Caller"] = "1000000",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAtRestApi();
        await app.StartAsync();
        await FindBenchmark.FillAsync(app.Services, Organization, Reports, 2, isEarlier: false);
        var watch = Stopwatch.StartNew();
        var entry = await app.Services.GetRequiredService<IAudits>().RunAsync(
            new AuditOrder { AuditId = Guid.CreateVersion7().ToString(), OrganizationId = Organization, Clusters = [], Cause = AuditCause.Request, OrderedAt = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        await SayAsync($"An audit of {Clusters} clusters, with its report and details: {watch.Elapsed.TotalSeconds:F1} s");
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        await PageAsync(client, "/");
        await SignInAsync(client, key);
        foreach (var path in new[]
        {
            "/organizations", $"/organizations/{Organization}", $"/organizations/{Organization}/clusters", $"/organizations/{Organization}/clusters?q=99&sort=name&page=2", $"/organizations/{Organization}/clusters/{IdOf(Clusters / 2)}",
            $"/organizations/{Organization}/reports", $"/organizations/{Organization}/reports/{entry.ReportId}", $"/organizations/{Organization}/waivers", $"/organizations/{Organization}/workbench", "/rules", "/rules/KPOL-2",
        })
        {
            await PageAsync(client, path);
        }
    }

    private async Task PageAsync(HttpClient client, string path)
    {
        var first = Stopwatch.StartNew();
        var length = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
        var cold = first.Elapsed.TotalMilliseconds;
        var times = new List<double>();
        var processor = Environment.CpuUsage.TotalTime;
        for (var request = 0; request < Requests; request++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        await SayAsync($"{path}: {length / 1024.0:F1} KiB, first {cold:F0} ms, then {times.Order().ElementAt(Requests / 2):F1} ms (median of {Requests}), {processor.TotalMilliseconds / Requests:F1} ms of processor");
    }

    private static async Task SignInAsync(HttpClient client, string key)
    {
        var token = System.Net.WebUtility.HtmlDecode(Token().Match(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups[1].Value);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = token, ["key"] = key });
        using var response = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        response.EnsureSuccessStatusCode();
    }

    private static string IdOf(int number) => $"00000000-0000-4000-8000-{number:D12}";

    private async Task SayAsync(FormattableString text) => await output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
