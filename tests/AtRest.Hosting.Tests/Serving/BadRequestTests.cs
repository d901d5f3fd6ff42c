using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Webhooks.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Serving;

/// <summary>What is not HTTP never reaches the API, and is counted all the same.</summary>
public sealed class BadRequestTests : HookTest
{
    [Theory]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nnothing\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001 TLS\r\n\r\n")]
    public async Task Request_ThatIsNotHttp_IsOneLineAndOneNumber(string request)
    {
        using var log = new LogCapture();
        var app = await StartAsync(settings => settings with { IsServing = true, Services = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddProvider(log)) });
        var before = log.Lines.Count;

        for (var number = 0; number < 30; number++)
        {
            (await SendAsync(app.Client.BaseAddress!, request)).ShouldStartWith("HTTP/1.1 4");
        }

        var lines = log.Lines.Skip(before).Where(line => line.Contains("127.0.0.1", StringComparison.Ordinal)).ToList();
        lines.ShouldHaveSingleItem().ShouldContain("from 127.0.0.1");
        await app.DisposeAsync();
        log.Lines.Count(line => line.Contains("29 more requests from 127.0.0.1", StringComparison.Ordinal)).ShouldBe(1, log.Text);
    }

    private static async Task<string> SendAsync(Uri url, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(url.Host, url.Port, Cancellation);
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }
}
