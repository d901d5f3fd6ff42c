using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>Clouds, an inventory and a storage; servers come and go.</summary>
internal sealed class AuditWorld : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-audits-");
    private readonly string queue = $"q-{Guid.NewGuid():N}";
    private readonly FakeCloud clouds;
    private readonly bool hasOwnClouds;

    private AuditWorld(FakeCloud clouds, bool hasOwnClouds, StorageOptions? storage)
    {
        (this.clouds, this.hasOwnClouds) = (clouds, hasOwnClouds);
        Storage = storage ?? new StorageOptions { Folder = Path.Combine(folder.FullName, "data") };
    }

    public StorageOptions Storage { get; }

    public string Inventory => Path.Combine(folder.FullName, "inventory.json");

    public Uri Endpoint => clouds.Endpoint;

    public IReadOnlyDictionary<string, int> Calls => clouds.Calls;

    /// <summary>With its own queue, because all tests share the queues of an account.</summary>
    public HostSettings Settings => AuditServer.Configure(Inventory, Storage, clouds.Endpoint) with { Audits = new AuditSettings { Queue = queue } };

    public static async Task<AuditWorld> BeginAsync(string inventory, Scenario scenario, StorageOptions? storage = null)
    {
        var world = new AuditWorld(await FakeCloud.StartAsync(scenario, cancellationToken: TestContext.Current.CancellationToken), hasOwnClouds: true, storage);
        await world.DeclareAsync(inventory);
        return world;
    }

    /// <summary>In clouds that worlds share, which the caller ends.</summary>
    public static async Task<AuditWorld> BeginAsync(FakeCloud clouds, MadeFleet fleet, StorageOptions? storage = null)
    {
        var world = new AuditWorld(clouds, hasOwnClouds: false, storage);
        await world.DeclareAsync(fleet.Inventory());
        return world;
    }

    public static Task<AuditWorld> BeginAsync(MadeFleet fleet, StorageOptions? storage = null) => BeginAsync(fleet.Inventory(), fleet.Scenario(), storage);

    /// <summary>A world with a copy of this one's folder, in the same clouds. No server uses the folder now.</summary>
    public async Task<AuditWorld> CopyAsync()
    {
        var copy = new AuditWorld(clouds, hasOwnClouds: false, storage: null);
        await copy.DeclareAsync(await File.ReadAllTextAsync(Inventory, TestContext.Current.CancellationToken));
        foreach (var file in Directory.EnumerateFiles(Storage.Folder!, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Storage.Folder!, Path.GetRelativePath(Storage.Folder!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public static AuditOrder Order(string organizationId, params string[] clusters) => new()
    {
        AuditId = Guid.CreateVersion7().ToString(),
        OrganizationId = organizationId,
        Clusters = [.. clusters],
        Cause = AuditCause.Request,
        OrderedAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>The file, replaced as a deployment does it.</summary>
    public async Task DeclareAsync(string inventory)
    {
        await File.WriteAllTextAsync(Inventory + ".new", inventory, TestContext.Current.CancellationToken);
        File.Move(Inventory + ".new", Inventory, overwrite: true);
    }

    public AuditServer Serve(Killer? killer = null, TimeProvider? time = null) => new(Settings, time, killer);

    /// <summary>Nobody dies and nobody is in a hurry: no message comes twice because the machine is slow.</summary>
    public AuditServer ServeAtLeisure() => new(Settings, claims: new ClaimTimes()) { Visibility = TimeSpan.FromMinutes(10) };

    public async ValueTask DisposeAsync()
    {
        if (hasOwnClouds)
        {
            await clouds.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
