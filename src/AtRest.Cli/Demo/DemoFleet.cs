using AtRest.Cli.Auditing;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Google;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Demo;

/// <summary>
/// The made-up fleet of <c>--demo</c>, in a fake cloud inside this process. It runs the same code as a real audit, with other endpoints and
/// credentials.
/// </summary>
internal static class DemoFleet
{
    public static async Task<IAuditSource> OpenAsync(AuditSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var inventory = ReadInventory();
        var cloud = await StartCloudAsync(environment, cancellationToken);
        var services = new ServiceCollection()
            .AddSingleton(environment.Time)
            .AddAtRestCollectors(Clouds(cloud, AskedBy(settings)))
            .BuildServiceProvider();
        return new LiveSource(inventory, settings, environment, new CloudAccess(services.GetRequiredService<IEvidenceCollector>(), services, cloud));
    }

    /// <summary>Starts the fake cloud of the demo.</summary>
    internal static async Task<FakeCloud> StartCloudAsync(CliEnvironment environment, CancellationToken cancellationToken)
    {
        var scenario = await ReadScenarioAsync(cancellationToken);
        return await FakeCloud.StartAsync(scenario, new FakeCloudOptions { TimeProvider = environment.Time }, cancellationToken);
    }

    /// <summary>The options with which collectors read the fake cloud.</summary>
    /// <param name="cloud">The fake cloud.</param>
    /// <param name="asked">Which optional sources to read, and how many events. Its endpoints and credentials are not used.</param>
    internal static CollectorOptions Clouds(FakeCloud cloud, CollectorOptions asked) => new()
    {
        Aws = new AwsCollectorOptions
        {
            Endpoint = cloud.Endpoint,
            Credentials = new AwsKeyPair("AKIADEMO", "demo"),
            LookupEvents = asked.Aws.LookupEvents,
            UsageMetrics = asked.Aws.UsageMetrics,

            // The fake cloud does not limit the rate.
            LookupInterval = TimeSpan.Zero,
        },
        Google = new GoogleCollectorOptions { KmsEndpoint = cloud.Endpoint, KmsInventoryEndpoint = cloud.Endpoint, KeyUsage = asked.Google.KeyUsage, AccessToken = "demo" },
        Camunda = new CamundaCollectorOptions
        {
            BaseUrl = cloud.Endpoint,
            OAuthUrl = new Uri(cloud.Endpoint, "oauth/token"),
            Activity = asked.Camunda.Activity,
            ReadVariable = name => name,
        },
    };

    private static CollectorOptions AskedBy(AuditSettings settings) => new()
    {
        Aws = new AwsCollectorOptions { LookupEvents = settings.LookupEvents ?? AwsCollectorOptions.DefaultLookupEvents, UsageMetrics = settings.UsageMetrics },
        Google = new GoogleCollectorOptions { KeyUsage = settings.GoogleKeyUsage },
        Camunda = new CamundaCollectorOptions { Activity = settings.CamundaActivity },
    };

    /// <summary>Opens the file of the inventory.</summary>
    internal static Stream OpenInventory() => Open("inventory.json");

    internal static InventoryDocument ReadInventory()
    {
        using var stream = OpenInventory();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var result = InventoryParser.Parse(buffer.ToArray());
        return result.Document ?? throw new InvalidOperationException("The inventory of the demo is not valid: " + string.Join(" ", result.Errors));
    }

    private static async Task<Scenario> ReadScenarioAsync(CancellationToken cancellationToken)
    {
        using var stream = Open("scenario.json");
        return await ScenarioReader.ReadAsync(stream, "of the demo", cancellationToken);
    }

    private static Stream Open(string name) => typeof(DemoFleet).Assembly.GetManifestResourceStream(typeof(DemoFleet), name)
        ?? throw new InvalidOperationException($"{name} is not embedded in the program.");
}
