using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Hosting.Api;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Webhooks;
using AtRest.Hosting.Work;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Webhooks.Support;

/// <summary>The real app on a free port: storage, audits, webhook and notifications. Its queues are worked on when a test says so, or by pumps as in <c>serve</c>.</summary>
internal sealed class HookApp : IAsyncDisposable
{
    public const string Key = "key-of-the-webhook-0123456789abcdef";
    private readonly WebApplication app;
    private bool isDisposed;

    private HookApp(WebApplication app) => (this.app, Client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public IBlobStore Blobs => Services.GetRequiredService<IBlobStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HookApp> StartAsync(HookAppSettings settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["AtRest:Storage:Folder"] = settings.Connection is null ? Path.Combine(settings.Folder, "data") : null,
            ["AtRest:Storage:Connection"] = settings.Connection,
            ["AtRest:Inventory"] = settings.Inventory ?? TestInventory.Write(settings.Folder),
            ["AtRest:Webhook:Keys:0"] = Key,
        };
        foreach (var (name, value) in settings.Values)
        {
            values[name] = value;
        }

        var read = HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build()) with
        {
            Clouds = new CollectorOptions
            {
                Aws = new AwsCollectorOptions { Endpoint = settings.Cloud ?? new Uri("http://127.0.0.1:1/"), Credentials = new AwsKeyPair("AKIAEXAMPLEEXAMPLE12", "secret"), ReadVariable = _ => null, LookupEvents = 0 },
            },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAtRestHosting(read);
        if (settings.IsServing)
        {
            builder.Services.AddAtRestServing();
        }

        settings.Services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAtRestApi();
        await app.StartAsync(Cancellation);
        return new HookApp(app);
    }

    public Task<HttpResponseMessage> SendAsync(string body, params string[] keys)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/key-policy") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(WebhookKeys.Header, keys);
        return Client.SendAsync(request, Cancellation);
    }

    /// <summary>With the right key; the response's body.</summary>
    public async Task<JsonNode> PostAsync(JsonNode sample)
    {
        using var response = await SendAsync(sample.ToJsonString(), Key);
        ((int)response.StatusCode).ShouldBe(202);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    public IQueueWork Work(string queue) => Services.GetServices<IQueueWork>().Single(work => work.Queue == queue);

    /// <summary>Waits for that many messages, and has none of them worked on.</summary>
    public async Task<IReadOnlyList<WorkMessage>> TakeAsync(string queue, int count)
    {
        List<WorkMessage> taken = [];
        await Until.TrueAsync($"the queue {queue} delivers {count} messages", async () =>
        {
            taken.AddRange(await ReceiveAsync(queue));
            return taken.Count >= count;
        });
        return taken;
    }

    /// <summary>What can be received now.</summary>
    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(string queue) =>
        Services.GetRequiredService<IWorkQueues>().Open(queue).ReceiveAsync(new ReceiveOptions { MaxMessages = 32 }, Cancellation);

    public Task<int> CountAsync(string queue) => Services.GetRequiredService<IWorkQueues>().Open(queue).CountAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}

/// <summary>How a <see cref="HookApp"/> is set up.</summary>
internal sealed record HookAppSettings(string Folder)
{
    /// <summary>Of Azurite; null: a folder.</summary>
    public string? Connection { get; init; }

    public string? Inventory { get; init; }

    public Uri? Cloud { get; init; }

    public bool IsServing { get; init; }

    public Dictionary<string, string?> Values { get; init; } = [];

    public Action<IServiceCollection>? Services { get; init; }
}
