using System.Security.Cryptography;
using AtRest.Cli.Delivery;
using AtRest.Cli.Demo;
using AtRest.Cli.Presentation;
using AtRest.Collectors;
using AtRest.FakeClouds;
using Microsoft.Extensions.Configuration;

namespace AtRest.Cli.Serving;

/// <summary>What <c>serve --demo</c> needs: a fleet, a fake cloud, and a key for the webhook. Without <c>--data</c>, it is deleted at the end.</summary>
internal sealed class ServeDemo : IAsyncDisposable
{
    private readonly FakeCloud cloud;
    private readonly string? temporary;
    private readonly CliEnvironment environment;

    private ServeDemo(FakeCloud cloud, string? temporary, CliEnvironment environment)
    {
        this.cloud = cloud;
        this.temporary = temporary;
        this.environment = environment;
    }

    /// <summary>The options with which collectors read the fake cloud.</summary>
    /// <param name="settings">The settings of the clouds, which also switch the optional sources on.</param>
    public CollectorOptions CloudsFor(CollectorOptions settings) => DemoFleet.Clouds(cloud, settings);

    /// <summary>The file with the webhook's key. Null if keys are set.</summary>
    public string? WebhookKey { get; private set; }

    public static async Task<ServeDemo> StartAsync(ServeOptions options, ConfigurationManager configuration, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var temporary = options.Data is null ? Directory.CreateTempSubdirectory("atrest-demo-").FullName : null;
        var folder = temporary ?? Path.GetFullPath(options.Data!);
        DataFolder.Prepare(folder);
        var demo = new ServeDemo(await DemoFleet.StartCloudAsync(environment, cancellationToken), temporary, environment);
        try
        {
            ServeSettings.Set(configuration, ServeSettings.Folder, folder);
            ServeSettings.Set(configuration, ServeSettings.Inventory, await WriteInventoryAsync(folder, cancellationToken));
            await demo.AddWebhookKeyAsync(configuration, folder, cancellationToken);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        if (temporary is null)
        {
            return;
        }

        try
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await environment.WriteMessageAsync($"The demo's temporary folder '{temporary}' could not be deleted: {FileFault.Reason(exception)}. Delete it yourself.");
        }
    }

    private static async Task<string> WriteInventoryAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "inventory.json");
        if (!File.Exists(path))
        {
            try
            {
                using var inventory = DemoFleet.OpenInventory();
                await AtomicFile.WriteAsync(path, inventory.CopyToAsync, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InvalidInputException($"The demo's inventory '{path}' cannot be written: {FileFault.Reason(exception)}.");
            }
        }

        return path;
    }

    private async Task AddWebhookKeyAsync(ConfigurationManager configuration, string folder, CancellationToken cancellationToken)
    {
        if (configuration.GetSection(ServeSettings.WebhookKeys).GetChildren().Any())
        {
            return;
        }

        WebhookKey = Path.Combine(folder, "webhook.key");
        var key = await SecretFile.ReadOrCreateAsync(WebhookKey, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), cancellationToken);
        ServeSettings.Set(configuration, $"{ServeSettings.WebhookKeys}:0", key);
    }
}
