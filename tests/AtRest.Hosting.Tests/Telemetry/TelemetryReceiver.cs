using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Telemetry;

/// <summary>
/// Takes telemetry: OTLP over HTTP, and what Azure Monitor's exporter sends. Texts stand in protobuf as they are, so looking for one needs no schema.
/// </summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Body, string Authorization)> received = new();

    private TelemetryReceiver(WebApplication app) => this.app = app;

    public Uri Endpoint => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string Traces => Text("/v1/traces");

    public string Metrics => Text("/v1/metrics");

    public string Logs => Text("/v1/logs");

    public string Azure => Text("/v2.1/track");

    public string Everything => Text("") + string.Concat(received.Select(one => one.Authorization));

    public static async Task<TelemetryReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new TelemetryReceiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Whether the bytes stand somewhere in the traces: IDs are not texts.</summary>
    public bool HasTrace(string traceId) => received.Any(one => one.Path == "/v1/traces" && one.Body.AsSpan().IndexOf(Convert.FromHexString(traceId)) >= 0);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await (context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body).CopyToAsync(body);
        received.Enqueue((context.Request.Path, body.ToArray(), context.Request.Headers.Authorization.ToString()));
        if (context.Request.Path == "/v2.1/track")
        {
            var items = Encoding.UTF8.GetString(body.ToArray()).Count(character => character == '\n') + 1;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}""");
        }
    }

    private string Text(string path) =>
        string.Concat(received.Where(one => one.Path.StartsWith(path, StringComparison.Ordinal)).Select(one => Encoding.UTF8.GetString(one.Body)));
}
