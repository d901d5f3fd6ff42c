using System.Diagnostics;
using System.Text.Json.Nodes;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Azurite;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Webhooks;

/// <summary>Ten thousand events, most of them repeats, over HTTP and into a real Azurite.</summary>
public sealed class FloodTests(ITestOutputHelper output) : HookTest
{
    private const int Events = 10_000;
    private const int AtOnce = 32;

    [Theory]
    [InlineData(3, 500)]
    [InlineData(300, 2_000)]
    public async Task Post_TenThousandEventsMostOfThemRepeats_AreAllTaken(int keys, int different)
    {
        var azurite = Keep(await AzuriteServer.StartAsync());
        var app = await StartAsync(settings => settings with { Connection = azurite.Connection, Inventory = Write(keys) });
        var sample = Enumerable.Range(0, different).Select(number => EventSamples.Call(Key(number % keys), id: $"event-{number}").ToJsonString()).ToArray();
        var again = 0;
        using (await app.SendAsync(sample[0], HookApp.Key))
        {
            // The first call creates container and queue.
        }

        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var slowest = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, Events), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (number, _) =>
        {
            var started = Stopwatch.GetTimestamp();
            while (!await IsTakenAsync(app, sample[number % different]))
            {
                // As EventBridge does it; on a busy machine the emulator may need more than its time.
                Interlocked.Increment(ref again);
                Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Until.Limit, $"Event {number} was refused again and again.");
            }

            InterlockedMax(ref slowest, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        });
        watch.Stop();

        var messages = await app.CountAsync("atrest-key-changes");
        output.WriteLine($"{keys} keys, {different} different events: {watch.Elapsed.TotalSeconds:0.0} s, {Events / watch.Elapsed.TotalSeconds:0} a second, slowest {slowest} ms, {again} sent again, {messages} messages, {(GC.GetTotalMemory(true) - before) / 1024} KiB more memory");
        (await app.Blobs.ListAsync(new BlobListing { Prefix = "webhooks/events/", Limit = BlobListing.MaxLimit }, Cancellation)).Blobs.Length.ShouldBe(different);

        // A window is two seconds: no key can have more messages than there were windows.
        messages.ShouldBeLessThanOrEqualTo(keys * (int)Math.Ceiling((watch.Elapsed.TotalSeconds + 4) / 2));
    }

    private static async Task<bool> IsTakenAsync(HookApp app, string sample)
    {
        using var response = await app.SendAsync(sample, HookApp.Key);
        ((int)response.StatusCode).ShouldBeOneOf(202, 503);
        return (int)response.StatusCode == 202;
    }

    private static string Key(int number) => $"arn:aws:kms:eu-central-1:{TestInventory.Account}:key/11111111-12ab-34cd-56ef-{number:d12}";

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }

    private string Write(int keys)
    {
        var clusters = Enumerable.Range(0, keys).Select(number => new JsonObject
        {
            ["id"] = TestInventory.Id(number),
            ["name"] = $"cluster-{number}",
            ["provider"] = "aws",
            ["region"] = "eu-central-1",
            ["encryption"] = new JsonObject { ["type"] = "External", ["roleArn"] = $"arn:aws:iam::444455556666:role/tenant-{number}", ["primaryKeyArn"] = Key(number) },
        });
        var path = Path.Combine(Folder, "flood.json");
        File.WriteAllText(path, new JsonObject
        {
            ["organizations"] = new JsonArray(new JsonObject { ["id"] = "acme", ["name"] = "Acme Bank", ["plan"] = "enterprise", ["clusters"] = new JsonArray([.. clusters]) }),
        }.ToJsonString());
        return path;
    }
}
