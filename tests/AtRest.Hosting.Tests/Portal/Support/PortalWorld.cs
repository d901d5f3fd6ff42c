using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Portal.Support;

/// <summary>The demo's fleet in fake clouds, with a server whose portal is tested, and a report of two organizations.</summary>
internal sealed class PortalWorld : IAsyncDisposable
{
    public const string Acme = "acme-bank";
    public const string Borealis = "borealis";

    /// <summary>Cluster payments of <see cref="Acme"/>, with an external key.</summary>
    public const string Payments = "0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d1001";

    /// <summary>A cluster of <see cref="Borealis"/>.</summary>
    public const string Policies = "5be0d1c7-77a2-4f0d-8e55-1c9a40b62001";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-portal-");
    private readonly List<WebApplication> servers = [];
    private readonly FakeCloud clouds;
    private readonly StorageOptions storage;

    private PortalWorld(FakeCloud clouds, StorageOptions? storage)
    {
        this.clouds = clouds;
        this.storage = storage ?? new StorageOptions { Folder = Path.Combine(folder.FullName, "data") };
    }

    public string AcmeKey { get; } = ApiKey.Create();

    /// <summary>A key of <see cref="Acme"/> without the right to make keys; <see cref="AcmeKey"/> has it.</summary>
    public string MemberKey { get; } = ApiKey.Create();

    public string BorealisKey { get; } = ApiKey.Create();

    public string OperatorKey { get; } = ApiKey.Create();

    public LogCapture Log { get; } = new();

    /// <summary>The path of the inventory.</summary>
    public string Inventory => Path.Combine(folder.FullName, "inventory.json");

    /// <summary>The folder of the storage.</summary>
    public string Data => Path.Combine(folder.FullName, "data");

    public Uri Url { get; private set; } = null!;

    /// <summary>The whole reports of both organizations, by organization.</summary>
    public Dictionary<string, string> Reports { get; } = [];

    public static async Task<PortalWorld> BeginAsync(StorageOptions? storage = null, Func<string, string>? change = null, bool audits = true)
    {
        var assembly = typeof(PortalWorld).Assembly;
        await using var scenario = assembly.GetManifestResourceStream("demo.scenario.json")!;
        using var inventory = new StreamReader(assembly.GetManifestResourceStream("demo.inventory.json")!);
        var world = new PortalWorld(await FakeCloud.StartAsync(await ScenarioReader.ReadAsync(scenario, "of the demo", Cancellation), cancellationToken: Cancellation), storage);
        var text = await inventory.ReadToEndAsync(Cancellation);
        await File.WriteAllTextAsync(world.Inventory, change?.Invoke(text) ?? text, Cancellation);
        var server = await world.ServeAsync();
        world.Url = UrlOf(server);
        foreach (var organization in audits ? [Acme, Borealis] : Array.Empty<string>())
        {
            world.Reports[organization] = (await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(organization), Cancellation)).ReportId;
        }

        return world;
    }

    /// <summary>One more server on the same storage.</summary>
    /// <param name="settings">Further settings.</param>
    /// <param name="services">Changes its services.</param>
    /// <param name="lookupEvents">The number of events that are looked up for each key.</param>
    public async Task<WebApplication> ServeAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, int lookupEvents = 0)
    {
        var reached = AuditServer.Configure(Inventory, storage, clouds.Endpoint).Clouds;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AtRest:Inventory"] = Inventory,
            ["AtRest:Storage:Folder"] = Data,
            ["AtRest:ApiKeys:acme:Organization"] = Acme,
            ["AtRest:ApiKeys:acme:Administrator"] = "true",
            ["AtRest:ApiKeys:member:Organization"] = Acme,
            ["AtRest:ApiKeys:member:Hash"] = ApiKey.HashOf(MemberKey),
            ["AtRest:ApiKeys:acme:Hash"] = ApiKey.HashOf(AcmeKey),
            ["AtRest:ApiKeys:borealis:Organization"] = Borealis,
            ["AtRest:ApiKeys:borealis:Hash"] = ApiKey.HashOf(BorealisKey),
            ["AtRest:ApiKeys:operator:Operator"] = "true",
            ["AtRest:ApiKeys:operator:Hash"] = ApiKey.HashOf(OperatorKey),
            ["AtRest:RateLimits:Caller"] = "100000",
            ["AtRest:RateLimits:Address"] = "100000",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration) with { Storage = storage, Clouds = reached with { Aws = reached.Aws with { LookupEvents = lookupEvents } } });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        servers.Add(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAtRestApi();
        await app.StartAsync(Cancellation);
        return app;
    }

    public static Uri UrlOf(WebApplication server) => new(server.Urls.Single());

    /// <summary>A browser that is signed in.</summary>
    public async Task<Visitor> EnterAsync(string key, Uri? url = null)
    {
        var visitor = new Visitor(url ?? Url);
        var page = await visitor.SignInAsync(key);
        ((int)page.Status).ShouldBe(303, string.Join("\n", Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).TakeLast(5)));
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.StopAsync(CancellationToken.None);
            await server.DisposeAsync();
        }

        await clouds.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
