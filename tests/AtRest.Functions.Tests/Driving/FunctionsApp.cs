using System.Net;
using System.Text;
using System.Text.Json;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Hosting.Api.Authentication;

namespace AtRest.Functions.Tests.Driving;

/// <summary>The published app with all that it has in Azure: storage (a real Azurite), clouds (fake ones, over HTTP), an inventory of two organizations, and an operator's key.</summary>
internal sealed class FunctionsApp : IAsyncDisposable
{
    public static readonly string[] Organizations = ["acme", "globex"];

    public const string WebhookKey = "0123456789abcdef0123456789abcdef";

    private const string Account = "111122223333";
    private readonly string operatorKey = ApiKey.Create();
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-app-").FullName;
    private readonly string published;
    private FunctionHost? host;

    private FunctionsApp(string published, string storage, FakeCloud cloud)
    {
        this.published = published;
        Storage = storage;
        Cloud = cloud;
        Triggers = new QueueTriggers(storage);
        File.WriteAllText(Path.Combine(folder, "inventory.json"), Inventory());
    }

    public FunctionHost Host => host ?? throw new InvalidOperationException("The host is not running.");

    /// <summary>The key of an operator.</summary>
    public string OperatorKey => operatorKey;

    public FakeCloud Cloud { get; }

    public QueueTriggers Triggers { get; }

    /// <summary>The connection string of its storage account.</summary>
    public string Storage { get; }

    /// <summary>What the host starts: the folder, and the settings that the app has in Azure.</summary>
    public HostOptions Options => new()
    {
        Folder = published,
        Settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = Storage,
            ["AtRest__Inventory"] = Path.Combine(folder, "inventory.json"),
            ["AtRest__NightlySchedule"] = "0 0 2 * * *",
            ["AtRest__Audits__Queue"] = "atrest-audits",
            ["AtRest__ApiKeys__0__Hash"] = ApiKey.HashOf(operatorKey),
            ["AtRest__ApiKeys__0__Operator"] = "true",
            ["AtRest__Webhook__Keys__0"] = WebhookKey,
            ["AWS_ENDPOINT_URL"] = Cloud.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AtRest__Aws__LookupEvents"] = "0",
        },
    };

    /// <param name="published">The folder of the app.</param>
    /// <param name="faults">Of the clouds.</param>
    /// <param name="storage">The connection string of its storage account; null: one that works.</param>
    public static async Task<FunctionsApp> StartAsync(string published, FakeFaults? faults = null, string? storage = null)
    {
        var app = await PrepareAsync(published, faults, storage);
        await app.RestartAsync();
        return app;
    }

    /// <summary>All but the host, for tests that start one in another way.</summary>
    public static async Task<FunctionsApp> PrepareAsync(string published, FakeFaults? faults = null, string? storage = null)
    {
        var scenario = new ScenarioBuilder().DefaultAccount(Account).Faults(none => faults ?? none);
        for (var number = 1; number <= 4; number++)
        {
            scenario.Key(KeyArn(number));
        }

        return new FunctionsApp(published, storage ?? await AppStorage.NewAsync(), await FakeCloud.StartAsync(scenario.Build()));
    }

    public static string KeyArn(int number) => $"arn:aws:kms:{Region(number)}:{Account}:key/1234abcd-12ab-34cd-56ef-{number:d12}";

    public static string ClusterId(int number) => $"0a1f6c52-3d0e-4b7a-9c11-{number:d12}";

    /// <summary>Killed, as a host kills a worker that hangs, and started again.</summary>
    public async Task RestartAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        host = await FunctionHost.StartAsync(Options, TestContext.Current.CancellationToken);
    }

    /// <summary>A request of a client with the operator's key, or with none.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null, bool isSignedIn = true)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (isSignedIn)
        {
            request.Headers.Add("x-api-key", operatorKey);
        }

        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, bool isSignedIn = true)
    {
        using var request = Request(method, path, content, isSignedIn);
        return await Host.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The JSON that the API answers the operator with.</summary>
    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => await ReadAsync(await SendAsync(HttpMethod.Get, path), expected);

    public async Task<JsonElement> PostAsync(string path, HttpStatusCode expected, string? body = null) =>
        await ReadAsync(await SendAsync(HttpMethod.Post, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json")), expected);

    public async Task<IReadOnlyList<JsonElement>> ReportsAsync(string organization) =>
        [.. (await GetAsync($"api/organizations/{organization}/reports")).GetProperty("reports").EnumerateArray()];

    /// <summary>Calls a timer and fails with what the worker says if it fails.</summary>
    public async Task TimerAsync(string function, bool isPastDue = false)
    {
        var answer = await Host.InvokeAsync(Invocation.Timer(function, isPastDue, hasStatus: isPastDue), TestContext.Current.CancellationToken);
        answer.Result.Status.ShouldBe(Support.HostDouble.Rpc.StatusResult.Types.Status.Success, Host.Text);
    }

    /// <summary>An audit of acme has its one report, with every cluster.</summary>
    public async Task ShouldBeCompleteAsync(string auditId)
    {
        var status = await GetAsync($"api/organizations/acme/audits/{auditId}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        status.GetProperty("notEvaluated").GetInt32().ShouldBe(0);
        (await ReportsAsync("acme")).ShouldHaveSingleItem();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        await Triggers.DisposeAsync();
        await Cloud.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(expected, text);
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
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
        id = ClusterId(number),
        name = $"cluster-{number}",
        provider = "aws",
        region = Region(number),
        encryption = new { type = "External", roleArn = $"arn:aws:iam::444455556666:role/tenant-{number}", primaryKeyArn = KeyArn(number) },
    };
}
