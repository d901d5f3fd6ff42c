using AtRest.Hosting.Api;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Telemetry;

/// <summary>The whole app as the servers build it, with clouds to audit and somewhere to send telemetry.</summary>
internal sealed class TelemetryApp : IAsyncDisposable
{
    public const string AwsSecret = "aws-s3cr3t-key";
    public const string GoogleToken = "google-s3cr3t-token";

    private readonly AuditWorld world;
    private readonly WebApplication app;

    private TelemetryApp(AuditWorld world, WebApplication app) => (this.world, this.app) = (world, app);

    public Uri Endpoint => new(app.Urls.Single());

    public IReadOnlyDictionary<string, int> Calls => world.Calls;

    public IServiceProvider Services => app.Services;

    public static async Task<TelemetryApp> StartAsync(Dictionary<string, string?> settings)
    {
        var world = await AuditWorld.BeginAsync(new MadeFleet(1, 6));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["AtRest:Inventory"] = world.Inventory,
            ["AtRest:Storage:Folder"] = world.Storage.Folder,
        });
        var clouds = world.Settings.Clouds;
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration) with
        {
            Clouds = clouds with
            {
                Aws = clouds.Aws with { Credentials = new Collectors.Aws.AwsKeyPair("AKIADEMO", AwsSecret) },
                Google = clouds.Google with { AccessToken = GoogleToken },
            },
        });
        var app = builder.Build();
        app.UseAtRestApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TelemetryApp(world, app);
    }

    public Task<ReportEntry> AuditAsync() => app.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(MadeFleet.Id(1)), TestContext.Current.CancellationToken);

    /// <summary>Ends it as the server ends, and with it sends what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await world.DisposeAsync();
    }
}
