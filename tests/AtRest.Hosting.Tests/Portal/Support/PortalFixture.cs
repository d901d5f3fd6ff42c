using AtRest.Hosting.Tests.Portal.Support;

[assembly: AssemblyFixture(typeof(PortalFixture))]

namespace AtRest.Hosting.Tests.Portal.Support;

/// <summary>One portal for all tests that leave it as it is. It is started by the first of them.</summary>
public sealed class PortalFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private PortalWorld? world;

    internal async Task<PortalWorld> WorldAsync()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return world ??= await PortalWorld.BeginAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null)
        {
            await world.DisposeAsync();
        }

        gate.Dispose();
    }
}
