using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AtRest.Functions.Tests.Support;
using AtRest.Tests.Shared;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Functions.Tests.Handler;

/// <summary>How the published handler starts, answers and ends.</summary>
[Collection(nameof(PublishedCollection))]
public sealed class HandlerProcessTests(PublishedApp published) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-handler-").FullName;

    private Dictionary<string, string> Settings => new() { ["AtRest__Storage__Folder"] = Path.Combine(folder, "data"), ["AtRest__Inventory"] = Path.Combine(folder, "inventory.json") };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Start_ThoughNothingThatItNeedsIsThere_Answers()
    {
        await using var handler = await HandlerProcess.StartReadyAsync(published.Folder, Settings);

        using var ready = await handler.Client.GetAsync("", TestContext.Current.CancellationToken);
        using var live = await handler.Client.ForwardAsync(HttpMethod.Get, "api/health/live");

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Exists(Settings["AtRest__Storage__Folder"]).ShouldBeFalse("Nothing is opened at the start.");
        await handler.KillAsync();
        handler.Error.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NightlyAudit")]
    [InlineData("AuditCluster")]
    public async Task Call_ThatIsNoneOfTheHost_IsRefusedInJson(string function)
    {
        await using var handler = await HandlerProcess.StartReadyAsync(published.Folder, Settings);

        using var answer = await handler.Client.InvokeAsync(function, "{}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        body.RootElement.GetProperty("Logs")[0].GetString().ShouldNotBeNull().ShouldContain("Data.");
    }

    /// <summary>The host delivers again, and must not take the failure for an answer. Logs are JSON lines on standard output: standard error is an error to the host.</summary>
    [Fact]
    public async Task Call_WhoseWorkFails_IsAFailureWithABody()
    {
        await using var handler = await HandlerProcess.StartReadyAsync(published.Folder, Settings);

        using var timer = await handler.Client.TimerAsync("NightlyAudit");
        using var queue = await handler.Client.QueueAsync("AuditCluster", "no message of ours");

        foreach (var answer in new[] { timer, queue })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith("{\"Outputs\":{}");
        }

        // Logs are written after the answer: a kill at once could lose the line, or leave half of it.
        await handler.Output.LineAsync(line => IsErrorOf("NightlyAudit", line), TestContext.Current.CancellationToken);
        await handler.KillAsync();
        handler.Error.Text.ShouldBeEmpty();
        handler.Output.Lines.ShouldAllBe(line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task Listen_Always_IsOnLoopbackOnly()
    {
        var addresses = (await Dns.GetHostAddressesAsync(Dns.GetHostName(), TestContext.Current.CancellationToken)).Where(address => !IPAddress.IsLoopback(address)).ToList();
        await using var handler = await HandlerProcess.StartReadyAsync(published.Folder, Settings);
        var port = handler.Client.BaseAddress!.Port;

        using var listening = Process.Start(new ProcessStartInfo("cat", ["/proc/net/tcp"]) { RedirectStandardOutput = true })!;
        var sockets = (await listening.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Where(line => line.Contains($":{port:X4} 00000000:0000 0A", StringComparison.Ordinal));

        sockets.ShouldHaveSingleItem().ShouldContain($"0100007F:{port:X4}");
        foreach (var address in addresses)
        {
            using var client = new TcpClient(address.AddressFamily);
            await Should.ThrowAsync<SocketException>(() => client.ConnectAsync(address, port, TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Theory]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "", "FUNCTIONS_CUSTOMHANDLER_PORT is not set")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "http", "'http' is not a port")]
    [InlineData("AtRest__NightlySchedule", "at night", "AtRest:NightlySchedule")]
    [InlineData("AtRest__Storage__Connection", "UseDevelopmentStorage=true", "More than one storage")]
    public async Task Start_WithAWrongSetting_EndsWithThreeAndSaysWhich(string name, string value, string message)
    {
        var settings = Settings;
        settings[name] = value;
        await using var handler = HandlerProcess.Start(published.Folder, settings);

        var exitCode = await handler.WaitAsync();

        exitCode.ShouldBe(3);
        handler.Error.Text.ShouldContain(message);
    }

    [Fact]
    public async Task Start_OnATakenPort_EndsWithFourAndSaysSo()
    {
        await using var first = await HandlerProcess.StartReadyAsync(published.Folder, Settings);
        var settings = Settings;
        settings["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{first.Client.BaseAddress!.Port}";
        await using var second = HandlerProcess.Start(published.Folder, settings);

        (await second.WaitAsync()).ShouldBe(4);
        second.Error.Text.ShouldContain("address already in use");
    }

    /// <summary>Code 0 would be the last that the host does with it.</summary>
    [Fact]
    public async Task Sigterm_Always_EndsWithTheCodeForARestart()
    {
        await using var handler = await HandlerProcess.StartReadyAsync(published.Folder, Settings);

        using var kill = Process.Start("kill", ["-TERM", $"{handler.Process.Id}"]);

        (await handler.WaitAsync()).ShouldBe(200);
        handler.Error.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task HostKilled_Always_TakesTheHandlerAlong()
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("env", ["bash", "-c", $"'{published.Executable}' >'{folder}/log' 2>&1 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = "worker";
        start.Environment["AtRest__Storage__Folder"] = Path.Combine(folder, "data");
        using var host = Process.Start(start)!;
        var id = await new ProcessOutput(host.StandardOutput).LineAsync(line => true, TestContext.Current.CancellationToken);
        using var handler = Process.GetProcessById(int.Parse(id));
        await WaitForAsync(async () => await AnswersAsync(port));

        host.Kill();

        await WaitForAsync(() => Task.FromResult(handler.HasExited));
        (await CompleteLines.OfFileAsync(Path.Combine(folder, "log"), TestContext.Current.CancellationToken)).ShouldContain(line => line.Contains("is gone", StringComparison.Ordinal));
    }

    private static bool IsErrorOf(string function, string line)
    {
        using var log = JsonDocument.Parse(line);
        return log.RootElement.GetProperty("LogLevel").GetString() == "Error" && log.RootElement.GetProperty("Message").GetString()!.Contains(function, StringComparison.Ordinal);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync($"http://127.0.0.1:{port}/", TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
