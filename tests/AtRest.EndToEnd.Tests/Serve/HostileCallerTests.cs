using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>What callers can do to the log of the real server. The lines of its standard error are counted.</summary>
public sealed class HostileCallerTests : IDisposable
{
    private const string Clusters = "api/organizations/acme/clusters";
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-hostile-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Formatters => new() { { "", "false" }, { "simple", "false" }, { "simple", "true" }, { "json", "true" }, { "systemd", "true" } };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Formatters))]
    public async Task Log_AfterThousandsOfRefusedRequests_HasAFewShortLines(string formatter, string scopes)
    {
        await using var serve = await StartAsync(formatter, scopes, ("AtRest__Logs__WindowSeconds", "3600"));
        await serve.HearAsync("The key of the webhook");
        var started = Lines(serve).Count;
        var key = $"atrest_{new string('a', 72)}";
        var requests = 0;

        for (var round = 0; round < 100; round++)
        {
            foreach (var path in new[] { Clusters, $"{round}", $"api/{new string('p', 6000)}", $"x/%E2%80%AE%0D%0A2026-11-28T00:00:00Z info: forged%1B[2J%E2%80%8B%D8%9C{key}" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-api-key", key }, { "X-Forwarded-For", $"198.51.100.{round}" } } };
                using var answer = await serve.Client.SendAsync(request, Cancellation);
                ((int)answer.StatusCode).ShouldBeInRange(400, 499);
                requests++;
            }

            (await RawAsync(serve, "GET /a b HTTP/1.1\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
            (await RawAsync(serve, "POST /api/webhooks/key-policy HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n")).ShouldStartWith("HTTP/1.1 4");
            requests += 2;
        }

        await serve.StopAsync("TERM");
        var lines = Lines(serve).Skip(started).ToList();
        lines.Count(line => line.Contains("was refused", StringComparison.Ordinal)).ShouldBe(1, serve.Said);
        lines.Count(line => line.Contains($"{requests - 1} more requests from 127.0.0.1", StringComparison.Ordinal)).ShouldBe(1, serve.Said);
        lines.Count.ShouldBeLessThanOrEqualTo(4, serve.Said);
        lines.ShouldAllBe(line => line.Length < 3000);
        serve.Said.ShouldNotContain(key);
        serve.Said.ShouldNotContain("198.51.100");
    }

    [Theory]
    [MemberData(nameof(Formatters))]
    public async Task Log_OfDeceivingCharacters_ShowsThemEscaped(string formatter, string scopes)
    {
        await using var serve = await StartAsync(formatter, scopes);

        using (await serve.Client.GetAsync("x/%E2%80%AE%0D%0A2026-11-28T00:00:00Z info: forged%1B[2J%E2%80%8B%D8%9C%C2%85", Cancellation))
        {
            await serve.HearAsync("was refused");
        }

        await serve.StopAsync("TERM");
        serve.Said.ShouldContain(formatter == "json" ? @"\\u202E\\r\\n2026-11-28T00:00:00Z info: forged\\u001B[2J\\u200B\\u061C\\u0085" : @"\u202E\r\n2026-11-28T00:00:00Z info: forged\u001B[2J\u200B\u061C\u0085");
        serve.Said.Any(character => character is '\r' or '\u202e' or '\u001b' or '\u200b' or '\u061c' or '\u0085').ShouldBeFalse();
        Lines(serve).ShouldNotContain(line => line.StartsWith("2026-11-28T00:00:00Z info: forged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("simple")]
    [InlineData("json")]
    public async Task Trail_OfASignInAndADownload_IsALineForEachWithItsTime(string formatter)
    {
        await using var serve = await StartAsync(formatter, "false");
        await serve.EnterAsync(Path.Combine(folder, "operator.key"));
        await serve.AuditAsync("acme-bank");
        using (await serve.Client.GetAsync("api/organizations/acme-bank/reports/latest/html", Cancellation))
        {
            await serve.HearAsync("downloaded report");
        }

        await serve.GetAsync("api/health/live");
        await serve.StopAsync("TERM");
        var trail = Lines(serve).Where(line => line.Contains("from 127.0.0.1", StringComparison.Ordinal)).ToList();
        trail.Count.ShouldBe(3, serve.Said);
        trail.ShouldContain(line => line.Contains("was started by key:", StringComparison.Ordinal));
        trail.ShouldContain(line => line.Contains("signed in", StringComparison.Ordinal));
        trail.ShouldContain(line => line.Contains("of organization acme-bank in format html", StringComparison.Ordinal));
        trail.ShouldAllBe(line => line.Contains(formatter == "json" ? "\"Timestamp\":\"2" : "Z info", StringComparison.Ordinal));
    }

    private Task<ServeProcess> StartAsync(string formatter, string scopes, params (string Name, string Value)[] variables)
    {
        var settings = new CliSettings().With("Logging__Console__FormatterName", formatter).With("Logging__Console__FormatterOptions__IncludeScopes", scopes);
        return ServeProcess.StartAsync(variables.Aggregate(settings, (all, one) => all.With(one.Name, one.Value)), "--demo", "--data", folder);
    }

    private static List<string> Lines(ServeProcess serve) => [.. serve.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<string> RawAsync(ServeProcess serve, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, serve.Client.BaseAddress!.Port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(Cancellation) ?? "";
    }
}
