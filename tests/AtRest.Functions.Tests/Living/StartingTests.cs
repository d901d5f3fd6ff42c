using System.Net;
using System.Net.Sockets;
using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Tests.Shared.Azurite;
using AtRest.Tests.Shared.Limits;
using Azure.Storage.Queues;

namespace AtRest.Functions.Tests.Living;

/// <summary>How the worker starts: with everything that it needs, with nothing of it, and with wrong settings.</summary>
public sealed class StartingTests(PublishedApp published)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A queue that a trigger names and that does not exist makes the host poll without success and log it each time.</summary>
    [Fact]
    public async Task Start_WithStorage_CreatesEveryQueueThatATriggerNames()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        var service = new QueueServiceClient(app.Storage, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05));
        var expected = app.Host.Functions.Values.Select(function => function.Text("queueName")).OfType<string>()
            .Select(name => name.Replace("%AtRest:Audits:Queue%", app.Options.Settings["AtRest__Audits__Queue"], StringComparison.Ordinal)).ToList();

        expected.Count.ShouldBe(6);
        await Until.TrueAsync(
            "every queue is there",
            async () => await service.GetQueuesAsync(cancellationToken: Token).Select(queue => queue.Name).ToListAsync(Token) is var there && expected.All(there.Contains),
            () => Task.FromResult(app.Host.Text));
    }

    /// <summary>Storage and inventory can be gone for a while: the worker starts, says so, and does not end.</summary>
    [Fact]
    public async Task Start_WithoutStorageAndInventory_LoadsAndSaysThatItIsNotReady()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var app = await FunctionsApp.PrepareAsync(published.Folder, storage: azurite.Connection);
        await azurite.KillAsync();
        File.Delete(app.Options.Settings["AtRest__Inventory"]);
        await app.RestartAsync();

        using var live = await app.SendAsync(HttpMethod.Get, "api/health/live");
        using var ready = await app.SendAsync(HttpMethod.Get, "api/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK, app.Host.Text);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(Token)).ShouldContain("inventory");
    }

    [Theory]
    [InlineData("AtRest__NightlySchedule", "at night", "AtRest:NightlySchedule")]
    [InlineData("AtRest__RateLimits__Caller", "many", "AtRest:RateLimits:Caller")]
    public async Task Start_WithAWrongSetting_EndsAndSaysWhich(string name, string value, string message)
    {
        await using var app = await FunctionsApp.PrepareAsync(published.Folder);
        var options = app.Options with { Settings = new Dictionary<string, string>(app.Options.Settings) { [name] = value } };

        var ended = await Should.ThrowAsync<WorkerEndedException>(async () =>
        {
            await using var host = await FunctionHost.StartAsync(options, Token);
        });

        ended.ExitCode.ShouldNotBe(0);
        ended.Message.ShouldContain(message);
    }

    /// <summary>The worker's own HTTP server is for the host alone.</summary>
    [Fact]
    public async Task Listen_Always_IsOnLoopbackOnly()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        (await app.SendAsync(HttpMethod.Get, "api/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var port = new Uri(app.Host.Capabilities["HttpUri"]).Port;

        var addresses = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts[3] == "0A" && parts[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(parts => parts[1][..parts[1].IndexOf(':', StringComparison.Ordinal)]).ToList();

        addresses.ShouldNotBeEmpty();
        addresses.ShouldBeSubsetOf(["0100007F", "00000000000000000000000001000000"]);
        foreach (var address in (await Dns.GetHostAddressesAsync(Dns.GetHostName(), Token)).Where(address => !IPAddress.IsLoopback(address)))
        {
            using var client = new TcpClient(address.AddressFamily);
            await Should.ThrowAsync<SocketException>(() => client.ConnectAsync(address, port, Token).AsTask());
        }
    }
}
