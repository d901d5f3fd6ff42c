using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>A server that is killed while it reads the clouds.</summary>
public sealed class KilledServeTests : CloudTest
{
    private string Data => InFolder("data");

    /// <summary>A claim that nobody renews is free after 45 seconds. How long the rest takes depends on the machine.</summary>
    [Fact]
    public async Task Kill_InABatch_TheAuditIsCompleteAfterARestart()
    {
        var fleet = new Fleet(3);
        await ArrangeAsync(fleet);
        await using var slow = await FakeCloud.StartAsync(new Fleet(3).Build(faults => faults with { LatencyMs = 60_000 }), cancellationToken: Cancellation);
        string location;
        await using (var killed = await StartAsync(CliSettings.For(slow.Endpoint)))
        {
            using var answer = await killed.Client.PostAsync("api/organizations/acme/audits", content: null, Cancellation);
            location = answer.EnsureSuccessStatusCode().Headers.Location!.ToString();
            for (var attempt = 0; slow.Calls.Values.Sum() == 0; attempt++)
            {
                attempt.ShouldBeLessThan(600, killed.Said);
                await Task.Delay(50, Cancellation);
            }

            Directory.GetFiles(InFolder("data", "blobs", "working", "atrest-audits")).ShouldNotBeEmpty();
            await killed.StopAsync("KILL");
        }

        await using var again = await StartAsync(Settings);
        for (var attempt = 0; (await again.GetAsync(location)).GetProperty("state").GetString() != "completed"; attempt++)
        {
            attempt.ShouldBeLessThan(750, again.Said);
            await Task.Delay(200, Cancellation);
        }

        (await again.GetAsync("api/organizations/acme/reports")).GetProperty("reports").GetArrayLength().ShouldBe(1);
        (await again.GetAsync(location)).GetProperty("notEvaluated").GetInt32().ShouldBe(0);
        // The claim goes last.
        for (var attempt = 0; Directory.Exists(InFolder("data", "blobs", "working")); attempt++)
        {
            attempt.ShouldBeLessThan(100, again.Said);
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<ServeProcess> StartAsync(CliSettings settings) =>
        await (await ServeProcess.StartAsync(settings, "--inventory", InFolder("inventory.json"), "--data", Data)).EnterAsync(Path.Combine(Data, "operator.key"));
}
