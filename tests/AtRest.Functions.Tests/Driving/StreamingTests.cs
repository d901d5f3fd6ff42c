using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AtRest.Functions.Tests.Support;
using AtRest.Storage;

namespace AtRest.Functions.Tests.Driving;

/// <summary>A long report is streamed from the storage to the client, through the worker, whose memory does not grow with it.</summary>
public sealed class StreamingTests(PublishedApp published)
{
    // The issue's own size is 300 MB; what a worker would have to keep shows with 100 MB as well. ATREST_DOWNLOAD_MB sets another.
    private static readonly long Length = (long.TryParse(Environment.GetEnvironmentVariable("ATREST_DOWNLOAD_MB"), out var megabytes) ? megabytes : 100) * 1_000_000;
    private const long AllowedGrowth = 40_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_OfALongReport_StreamsWithFlatMemory()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        await app.TimerAsync("NightlyAudit");
        await app.Triggers.RunAsync(() => app.Host, Token);
        var report = (await app.ReportsAsync("acme")).ShouldHaveSingleItem().GetProperty("id").GetString()!;
        var sha256 = await LengthenAsync(app.Triggers.Blobs, report);
        await app.RestartAsync();
        var path = $"api/organizations/acme/reports/{report}";
        using (await app.SendAsync(HttpMethod.Get, $"{path}/html"))
        {
            // Once, so that what a first download costs is there already.
        }

        var before = Processes.PeakMemory(app.Host.Worker.Process.Id);
        using var answer = await app.SendAsync(HttpMethod.Get, $"{path}/json");
        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        var hash = await SHA256.HashDataAsync(body, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(Length);
        Convert.ToHexStringLower(hash).ShouldBe(sha256);
        (Processes.PeakMemory(app.Host.Worker.Process.Id) - before).ShouldBeLessThan(AllowedGrowth);
        // What a function returns would be serialized a second time, into its answer to the host.
        app.Host.LastAnswer.ShouldNotBeNull().CalculateSize().ShouldBeLessThan(1_000);
    }

    /// <summary>Puts a long file where the report's JSON is, and tells its entry so. Returns the file's hash.</summary>
    private static async Task<string> LengthenAsync(IBlobStore blobs, string report)
    {
        var name = $"organizations/acme/reports/{report}/report.json";
        var page = await blobs.ListAsync(new BlobListing { Prefix = "organizations/acme/index/", Limit = 10 }, Token);
        var entryName = page.Blobs.ShouldHaveSingleItem().Name;
        JsonNode entry;
        await using (var blob = (await blobs.ReadAsync(entryName, Token)).ShouldNotBeNull())
        {
            entry = (await JsonNode.ParseAsync(blob.Content, cancellationToken: Token))!;
        }

        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        var chunk = RandomNumberGenerator.GetBytes(1_000_000);
        for (var written = 0L; written < Length; written += chunk.Length)
        {
            await file.WriteAsync(chunk, Token);
        }

        file.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, Token));
        file.Position = 0;
        await ReplaceAsync(blobs, name, file);

        var json = entry["files"]!.AsArray().Single(listed => listed!["format"]!.GetValue<string>() == "json")!;
        json["length"] = Length;
        json["sha256"] = sha256;
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(entry.ToJsonString()));
        await ReplaceAsync(blobs, entryName, content);
        content.Position = 0;
        await ReplaceAsync(blobs, $"organizations/acme/reports/{report}/entry.json", content);
        return sha256;
    }

    private static async Task ReplaceAsync(IBlobStore blobs, string name, Stream content)
    {
        await blobs.DeleteAsync(name, null, Token);
        (await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = "application/json" }, Token)).IsWritten.ShouldBeTrue();
    }
}
