using System.Net;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AtRest.FakeClouds;

/// <summary>
/// A small server on loopback with the wire protocols of AWS, Google Cloud, Azure's managed identities and Camunda, and the state of a
/// <see cref="Scenario"/>. Set a client's endpoint to <see cref="Endpoint"/>, for example with <c>AWS_ENDPOINT_URL</c>.
/// </summary>
public sealed class FakeCloud : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CallLog log;

    private FakeCloud(WebApplication app, CallLog log, Uri endpoint) => (this.app, this.log, Endpoint) = (app, log, endpoint);

    /// <summary>Such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The number of requests of each operation, throttled and failed ones included. A copy.</summary>
    public IReadOnlyDictionary<string, int> Calls => log.CountArrived();

    /// <summary>The number of requests of each operation that were answered with a status below 400. A copy.</summary>
    public IReadOnlyDictionary<string, int> SuccessfulCalls => log.CountSuccessful();

    /// <summary>The answered requests, in the order of their answers. A copy.</summary>
    public IReadOnlyList<FakeCall> History => log.History();

    /// <summary>Starts a server. Relative times of the scenario are relative to now.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ScenarioException">The scenario contradicts itself.</exception>
    public static async Task<FakeCloud> StartAsync(Scenario scenario, FakeCloudOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ScenarioValidator.Validate(scenario, "given");
        options ??= new FakeCloudOptions();

        CallLog log = new();
        RequestPipeline pipeline = new(new World(scenario, options.TimeProvider), log);
        WebApplication app = Build(options, pipeline);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new FakeCloud(app, log, new Uri(address));
    }

    /// <summary>Resets the counted calls, but not the state of the world.</summary>
    public void Reset() => log.Reset();

    /// <summary>Stops the server and drops the calls in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private static WebApplication Build(FakeCloudOptions options, RequestPipeline pipeline)
    {
        // The empty builder reads no configuration and logs nothing, so that the fake does not depend on the program that it runs in.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        WebApplication app = builder.Build();
        app.Run(pipeline.HandleAsync);
        return app;
    }
}
