using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRest.Hosting.Serving.Connections;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Tests.Shared.Limits;
using Microsoft.AspNetCore.Connections;

namespace AtRest.Hosting.Tests.Serving;

public sealed class ConnectionGateTests : HookTest
{
    [Fact]
    public async Task Pass_OneAddressHasAllItMayHave_OthersAreServed()
    {
        var gate = new ConnectionGate(most: 10, mostPerAddress: 3, _ => { });
        List<Task> held = [];
        var end = new TaskCompletionSource();
        List<bool> spare = [];
        Task Serve(ConnectionContext connection)
        {
            spare.Add(SparePlaces.Has(connection.Items));
            return end.Task;
        }

        for (var number = 0; number < 5; number++)
        {
            held.Add(gate.PassAsync(new DefaultConnectionContext(), "192.0.2.1", isLimited: true, Serve));
        }

        held.Add(gate.PassAsync(new DefaultConnectionContext(), "192.0.2.2", isLimited: true, Serve));
        for (var number = 0; number < 5; number++)
        {
            held.Add(gate.PassAsync(new DefaultConnectionContext(), "127.0.0.1", isLimited: false, Serve));
        }

        spare.ShouldBe([false, false, false, true, true, false, false, false, false, false, false]);
        gate.Count.ShouldBe(9);
        end.SetResult();
        await Task.WhenAll(held);
        gate.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Pass_SparePlacesAreTaken_ClosesTheOldest()
    {
        List<string> refused = [];
        var gate = new ConnectionGate(most: 1, mostPerAddress: 1, refused.Add);
        List<(DefaultConnectionContext Connection, Task Served)> all = [];
        var closed = new CancellationTokenSource();
        for (var number = 0; number <= SparePlaces.Most + 5; number++)
        {
            var connection = new DefaultConnectionContext { ConnectionClosed = closed.Token };
            all.Add((connection, gate.PassAsync(connection, $"192.0.2.{number}", isLimited: true, _ => Task.Delay(Timeout.Infinite, closed.Token))));
        }

        // The first is served, and never closed for others.
        refused.ShouldBe(["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"]);
        await closed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(all.Select(one => one.Served)));
        closed.Dispose();
    }

    [Fact]
    public async Task Pass_AddressThatConnectsAgainAndAgain_ClosesItsOwnConnectionsOnly()
    {
        List<string> refused = [];
        var gate = new ConnectionGate(most: 1, mostPerAddress: 1, refused.Add);
        var closed = new CancellationTokenSource();
        List<Task> all = [];
        void Connect(string address) =>
            all.Add(gate.PassAsync(new DefaultConnectionContext { ConnectionClosed = closed.Token }, address, isLimited: true, _ => Task.Delay(Timeout.Infinite, closed.Token)));
        Connect("192.0.2.9");
        for (var number = 0; number < SparePlaces.Most; number++)
        {
            Connect("192.0.2.9");
        }

        Connect("192.0.2.1");
        for (var number = 0; number < 3 * SparePlaces.Most; number++)
        {
            Connect("192.0.2.9");
        }

        Connect("192.0.2.2");

        refused.Count.ShouldBe((3 * SparePlaces.Most) + 2);
        refused.ShouldAllBe(address => address == "192.0.2.9");
        await closed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(all));
        closed.Dispose();
    }

    /// <summary>Connections that send a request slowly are held until the limit, and a probe is answered all the same.</summary>
    [Fact]
    public async Task Server_ManySlowConnections_HoldsFewAndAnswersProbes()
    {
        var app = await StartAsync(settings => settings with
        {
            IsServing = true,
            Values = new() { ["AtRest:Serve:MaxConnections"] = "20", ["AtRest:Serve:HeadersSeconds"] = "600", ["AtRest:Serve:IdleSeconds"] = "3600" },
        });
        var url = app.Client.BaseAddress!;
        List<TcpClient> slow = [];
        try
        {
            for (var number = 0; number < 200; number++)
            {
                slow.Add(await ConnectAsync(url));
                await slow[^1].GetStream().WriteAsync("GET /api/health/live HTTP/1.1\r\nX: "u8.ToArray(), Cancellation);
            }

            (await AnswerAsync(url, "/api/health/live")).ShouldStartWith("HTTP/1.1 200");
            var refused = await AnswerAsync(url, "/api/openapi.json");
            refused.ShouldStartWith("HTTP/1.1 503");
            refused.ShouldContain("too many connections");
            refused.ShouldContain("Retry-After: 10");

            // The last connections are in spare places: probes took two of them.
            var open = 0;
            foreach (var client in slow)
            {
                open += await IsOpenAsync(client) ? 1 : 0;
            }

            open.ShouldBeInRange(20, 20 + SparePlaces.Most);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }

        // Those that were served are gone: others are served again.
        await Until.TrueAsync("the places of closed connections are given to others", async () => (await AnswerAsync(url, "/api/openapi.json")).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AtRest:Serve:MaxHeaders", "10", 11, 10)]
    [InlineData("AtRest:Serve:MaxHeadersBytes", "4096", 3, 2000)]
    public async Task Server_TooManyHeaders_Is431(string setting, string value, int headers, int length)
    {
        var app = await StartAsync(settings => settings with { IsServing = true, Values = new() { [setting] = value } });
        var text = new StringBuilder();
        for (var number = 0; number < headers; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"x-{number}: {new string('h', length)}\r\n");
        }

        (await AnswerAsync(app.Client.BaseAddress!, "/api/health/live", text.ToString())).ShouldStartWith("HTTP/1.1 431");
        (await AnswerAsync(app.Client.BaseAddress!, "/api/health/live", "x-1: h\r\n")).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task Server_HeadersThatNeverEnd_AreAnswered408()
    {
        var app = await StartAsync(settings => settings with { IsServing = true, Values = new() { ["AtRest:Serve:HeadersSeconds"] = "1" } });
        using var client = await ConnectAsync(app.Client.BaseAddress!);
        await client.GetStream().WriteAsync("GET /api/health/live HTTP/1.1\r\nX: "u8.ToArray(), Cancellation);

        (await ReadAsync(client)).ShouldStartWith("HTTP/1.1 408");
    }

    /// <summary>A client requests much and takes nothing: the web server itself would hold it for 18 minutes. One that reads slowly is served.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public async Task Server_ResponsesThatAreNotRead_ClosesTheConnection(int requests)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says what a client has received.");
        var app = await StartAsync(settings => settings with { IsServing = true, Values = new() { ["AtRest:RateLimits:Address"] = "100000" } });
        var request = Encoding.ASCII.GetBytes("GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
        using var stuck = await ConnectAsync(app.Client.BaseAddress!, receiveBuffer: 4096);
        using var slow = await ConnectAsync(app.Client.BaseAddress!, receiveBuffer: 4096);
        foreach (var client in new[] { stuck, slow })
        {
            for (var number = 0; number < requests; number++)
            {
                await client.GetStream().WriteAsync(request, Cancellation);
            }
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = ReadSlowlyAsync(slow, ending.Token);
        var started = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync("the connection is closed", () => stuck.Client.Poll(0, SelectMode.SelectError) || (int)stuck.Client.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! != 0);
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(SlowReaders.Grace - TimeSpan.FromSeconds(1));
        await ending.CancelAsync();
        (await reading).ShouldBeGreaterThan(10_000);
    }

    /// <summary>The bytes that were read until it was cancelled. It fails if the connection is closed before.</summary>
    private static async Task<int> ReadSlowlyAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var total = 0;
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var count = await client.GetStream().ReadAsync(buffer, cancellationToken);
                count.ShouldBeGreaterThan(0);
                total += count;
                await Task.Delay(100, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return total;
        }
    }

    [Fact]
    public async Task Server_NoRequest_ClosesTheConnection()
    {
        var app = await StartAsync(settings => settings with { IsServing = true, Values = new() { ["AtRest:Serve:IdleSeconds"] = "1" } });
        using var client = await ConnectAsync(app.Client.BaseAddress!);

        (await ReadAsync(client)).ShouldBe("");
    }

    private static async Task<TcpClient> ConnectAsync(Uri url, int? receiveBuffer = null)
    {
        var client = new TcpClient();
        if (receiveBuffer is { } size)
        {
            client.ReceiveBufferSize = size;
        }

        await client.ConnectAsync(IPAddress.Loopback, url.Port, Cancellation);
        return client;
    }

    private static async Task<string> AnswerAsync(Uri url, string path, string headers = "")
    {
        using var client = await ConnectAsync(url);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"), Cancellation);
        return await ReadAsync(client);
    }

    private static async Task<string> ReadAsync(TcpClient client)
    {
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, Cancellation);
        }
        catch (IOException)
        {
            // Reset: what came before can be read.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>The server has nothing to say to a request that is not complete: what can be read is the end.</summary>
    private static async Task<bool> IsOpenAsync(TcpClient client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(client.Client.Available > 0 ? TimeSpan.FromSeconds(10) : TimeSpan.FromMilliseconds(20));
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
