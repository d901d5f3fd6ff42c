using System.Net.Http.Headers;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Portal;
using AtRest.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>The real API on a free port, with a folder as storage and the inventory of <see cref="Fleet"/>.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private bool isDisposed;

    private ApiServer(WebApplication app, DirectoryInfo folder, LogCapture log)
    {
        this.app = app;
        this.folder = folder;
        Log = log;
    }

    public LogCapture Log { get; }

    public IServiceProvider Services => app.Services;

    public Uri Url => new(app.Urls.Single());

    /// <summary>The endpoints of the API, without the pages of the portal.</summary>
    public IEnumerable<RouteEndpoint> Routes =>
        app.Services.GetRequiredService<ApiPipeline>().Endpoints.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<PortalRoute>() is null);

    /// <summary>Every format.</summary>
    public IEnumerable<IReportRenderer> Renderers => app.Services.GetServices<IReportRenderer>();

    /// <summary>Where the storage is; not there while nobody has used it.</summary>
    public string Data => Path.Combine(folder.FullName, "data");

    public string InventoryFile => Path.Combine(folder.FullName, "inventory.json");

    public static async Task<ApiServer> StartAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-api-");
        var inventory = Path.Combine(folder.FullName, "inventory.json");
        await File.WriteAllTextAsync(inventory, Fleet.Inventory, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AtRest:Inventory"] = inventory,
            ["AtRest:Storage:Folder"] = Path.Combine(folder.FullName, "data"),
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var log = new LogCapture();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAtRestApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiServer(app, folder, log);
    }

    public Task<Reply> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key);

    public Task<Reply> SendAsync(HttpMethod method, string path, string? key = null, HttpContent? content = null) => SendAsync(method, path, request =>
    {
        request.Content = content;
        if (key is not null)
        {
            request.Headers.Add(Credentials.KeyHeader, key);
        }
    });

    public Task<Reply> SendWithTokenAsync(HttpMethod method, string path, string token) =>
        SendAsync(method, path, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    public async Task<Reply> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        using var request = new HttpRequestMessage(method, path);
        change(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
