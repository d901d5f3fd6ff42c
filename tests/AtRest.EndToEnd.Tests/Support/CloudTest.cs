using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>A test with its own folder and, once it requests one, its own fake cloud.</summary>
public abstract class CloudTest : IAsyncLifetime
{
    private FakeCloud? cloud;

    internal CliSettings Settings => CliSettings.For(Cloud.Endpoint);

    protected string Folder { get; } = Directory.CreateTempSubdirectory("atrest-e2e-").FullName;

    protected FakeCloud Cloud => cloud ?? throw new InvalidOperationException("The test has not arranged a cloud.");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (cloud is not null)
        {
            await cloud.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string InFolder(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Starts the cloud and writes the inventory; gives the inventory's path.</summary>
    internal Task<string> ArrangeAsync(Fleet fleet, Func<FakeFaults, FakeFaults>? faults = null) => ArrangeAsync(fleet.Build(faults), fleet.Inventory);

    internal async Task<string> ArrangeAsync(Scenario scenario, string inventory)
    {
        cloud = await FakeCloud.StartAsync(scenario, cancellationToken: Cancellation);
        return await WriteAsync("inventory.json", inventory);
    }

    /// <summary>Starts the cloud and writes the inventory and a service account's key file; gives the settings that name them.</summary>
    internal async Task<CliSettings> ArrangeAsync(GoogleFleet fleet)
    {
        cloud = await FakeCloud.StartAsync(fleet.Build(), cancellationToken: Cancellation);
        await WriteAsync("inventory.json", GoogleFleet.Inventory);
        var file = await WriteAsync("key.json", GoogleFleet.KeyFile(cloud.Endpoint));
        return new CliSettings().With("AtRest__Google__KmsEndpoint", cloud.Endpoint.ToString()).With("AtRest__Google__KmsInventoryEndpoint", cloud.Endpoint.ToString()).With("GOOGLE_APPLICATION_CREDENTIALS", file);
    }

    protected async Task<string> WriteAsync(string name, string content)
    {
        await File.WriteAllTextAsync(InFolder(name), content, Cancellation);
        return InFolder(name);
    }
}
