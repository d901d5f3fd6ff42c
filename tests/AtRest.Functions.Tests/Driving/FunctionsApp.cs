using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Functions.Tests.Support;
using AtRest.Hosting.Api.Authentication;
using AtRest.Tests.Shared.Azurite;

namespace AtRest.Functions.Tests.Driving;

/// <summary>The published app with all that it has in Azure: storage (a real Azurite), clouds (fake ones, over HTTP), an inventory of two organizations, and an operator's key.</summary>
internal sealed class FunctionsApp : IAsyncDisposable
{
    public static readonly string[] Organizations = ["acme", "globex"];

    public const string WebhookKey = "0123456789abcdef0123456789abcdef";

    private const string Account = "111122223333";
    private readonly string operatorKey = ApiKey.Create();
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-app-").FullName;
    private readonly AzuriteServer azurite;
    private readonly FakeCloud cloud;
    private readonly string published;
    private HandlerProcess? handler;

    private FunctionsApp(string published, AzuriteServer azurite, FakeCloud cloud)
    {
        this.published = published;
        this.azurite = azurite;
        this.cloud = cloud;
        Triggers = new QueueTriggers(azurite.Connection);
        File.WriteAllText(Path.Combine(folder, "inventory.json"), Inventory());
    }

    public HttpClient Client => (handler ?? throw new InvalidOperationException("The handler is not running.")).Client;

    public QueueTriggers Triggers { get; }

    public string Logs => handler?.Output.Text ?? "";

    public static async Task<FunctionsApp> StartAsync(string published)
    {
        var scenario = new ScenarioBuilder().DefaultAccount(Account);
        for (var number = 1; number <= 4; number++)
        {
            scenario.Key(KeyArn(number));
        }

        var app = new FunctionsApp(published, await AzuriteServer.StartAsync(), await FakeCloud.StartAsync(scenario.Build()));
        await app.RestartAsync();
        return app;
    }

    public static string KeyArn(int number) => $"arn:aws:kms:{Region(number)}:{Account}:key/1234abcd-12ab-34cd-56ef-{number:d12}";

    /// <summary>Killed as the host kills, and started anew.</summary>
    public async Task RestartAsync()
    {
        if (handler is not null)
        {
            await handler.KillAsync();
            await handler.DisposeAsync();
        }

        handler = await HandlerProcess.StartReadyAsync(published, new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.Connection,
            ["AtRest__Inventory"] = Path.Combine(folder, "inventory.json"),
            ["AtRest__NightlySchedule"] = "0 0 2 * * *",
            ["AtRest__Audits__Queue"] = "atrest-audits",
            ["AtRest__ApiKeys__0__Hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operatorKey))),
            ["AtRest__ApiKeys__0__Operator"] = "true",
            ["AtRest__Webhook__Keys__0"] = WebhookKey,
            ["AWS_ENDPOINT_URL"] = cloud.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        });
    }

    /// <summary>What the API answers to the operator, through the host.</summary>
    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => await ReadAsync(await Client.ForwardAsync(HttpMethod.Get, path, operatorKey), expected);

    public async Task<JsonElement> PostAsync(string path, HttpStatusCode expected, string? body = null) => await ReadAsync(await Client.ForwardAsync(HttpMethod.Post, path, operatorKey, body), expected);

    public async Task<IReadOnlyList<JsonElement>> ReportsAsync(string organization) =>
        [.. (await GetAsync($"api/organizations/{organization}/reports")).GetProperty("reports").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        if (handler is not null)
        {
            await handler.DisposeAsync();
        }

        await Triggers.DisposeAsync();
        await azurite.DisposeAsync();
        await cloud.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(expected, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }

    private static string Region(int number) => number % 2 == 0 ? "eu-central-1" : "eu-west-1";

    private static string Inventory() => JsonSerializer.Serialize(new
    {
        organizations = Organizations.Select((id, index) => new
        {
            id,
            name = id,
            plan = "enterprise",
            aws = new[] { new { accountId = Account } },
            clusters = new[] { Cluster((index * 2) + 1), Cluster((index * 2) + 2) },
        }),
    });

    private static object Cluster(int number) => new
    {
        id = $"0a1f6c52-3d0e-4b7a-9c11-{number:d12}",
        name = $"cluster-{number}",
        provider = "aws",
        region = Region(number),
        encryption = new { type = "External", roleArn = $"arn:aws:iam::444455556666:role/tenant-{number}", primaryKeyArn = KeyArn(number) },
    };
}
