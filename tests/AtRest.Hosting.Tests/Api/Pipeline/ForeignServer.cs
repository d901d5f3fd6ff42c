using AtRest.Hosting.Api;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Api.Pipeline;

/// <summary>A server with its own routes that hands its requests to the pipeline, as the worker of a Functions app does.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly HttpClient client;

    private ForeignServer(WebApplication app, DirectoryInfo folder, LogCapture log)
    {
        (this.app, this.folder, Log) = (app, folder, log);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public LogCapture Log { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<ForeignServer> StartAsync(Action<IServiceCollection>? change = null, RequestDelegate? handle = null)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-foreign-");
        var inventory = Path.Combine(folder.FullName, "inventory.json");
        await File.WriteAllTextAsync(inventory, Fleet.Inventory, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Fleet.Settings());
        builder.Configuration.AddInMemoryCollection([new("AtRest:Inventory", inventory), new("AtRest:Storage:Folder", Path.Combine(folder.FullName, "data")), new("AtRest:RateLimits:Failures", "30")]);
        var log = new LogCapture();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        change?.Invoke(builder.Services);
        var app = builder.Build();
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.Map("{organization}/{*path}", handle ?? HandOver);
        app.Map("{*path}", handle ?? HandOver);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ForeignServer(app, folder, log);
    }

    public async Task<Reply> SendAsync(string method, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task HandOver(HttpContext context)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        return context.RequestServices.GetRequiredService<ApiPipeline>().HandleAsync(context);
    }
}
