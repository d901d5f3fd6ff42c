using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace AtRest.Storage.Tests.Support;

/// <summary>One Azurite for all tests of a run, started by the first that needs it.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> server = new(() => AzuriteServer.StartAsync());

    public async Task<string> ConnectionAsync() => (await server.Value).Connection;

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
