using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteStorage))]

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>One Azurite for the tests of audits, started by the first that needs it.</summary>
public sealed class AzuriteStorage : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> server = new(() => AzuriteServer.StartAsync());

    /// <summary>Of one test alone, but for the queues.</summary>
    public async Task<StorageOptions> NewAsync() => new() { Connection = (await server.Value).Connection, Container = $"c-{Guid.NewGuid():N}" };

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
