using System.Diagnostics;
using System.Text.Json.Nodes;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Tests.Shared.Azurite;

namespace AtRest.Hosting.Tests.Webhooks;

/// <summary>Ten thousand events, most of them repeats, over HTTP and into a real Azurite.</summary>
public sealed class FloodTests(ITestOutputHelper output) : HookTest
{
    private const int Events = 10_000;
    private const int AtOnce = 32;

    [Theory]
    [InlineData(3, 500)]
    [InlineData(300, 2_000)]
    public async Task Post_TenThousandEventsMostOfThemRepeats_AreAllTakenWithinAMinute(int keys, int different)
    {
        var azurite = Keep(await AzuriteServer.StartAsync());
        var app = await StartAsync(settings => settings with { Connection = azurite.Connection, Inventory = Write(keys) });
        var told = Enumerable.Range(0, different).Select(number => Told.Call(Key(number % keys), id: $"event-{number}").ToJsonString()).ToArray();
        var results = new int[different + 1];
        using (await app.SendAsync(told[0], HookApp.Key))
        {
            // The first call creates container and queue.
        }

        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var slowest = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, Events), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (number, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await app.SendAsync(told[number % different], HookApp.Key);
            InterlockedMax(ref slowest, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            ((int)response.StatusCode).ShouldBe(202);
            if (JsonNode.Parse(await response.Content.ReadAsStringAsync(token))!["result"]!.GetValue<string>() == "accepted")
            {
                Interlocked.Increment(ref results[number % different]);
            }
        });
        watch.Stop();

        var messages = await app.CountAsync("atrest-key-changes");
        output.WriteLine($"{keys} keys, {different} different events: {watch.Elapsed.TotalSeconds:0.0} s, {Events / watch.Elapsed.TotalSeconds:0} a second, slowest {slowest} ms, {messages} messages, {(GC.GetTotalMemory(true) - before) / 1024} KiB more memory");
        results.Skip(1).Take(different - 1).ShouldAllBe(count => count == 1);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));

        // A window is two seconds: no key can have more messages than there were windows.
        messages.ShouldBeLessThanOrEqualTo(keys * (int)Math.Ceiling((watch.Elapsed.TotalSeconds + 4) / 2));
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
