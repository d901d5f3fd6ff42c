using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Storage.Tests.Support;

/// <summary>A storage as a program gets it; another one of the same options is what that program has after a restart.</summary>
public sealed class OpenedStorage : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    public OpenedStorage(StorageOptions options, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        provider = services.AddAtRestStorage(options).BuildServiceProvider();
    }

    public IBlobStore Blobs => provider.GetRequiredService<IBlobStore>();

    public IWorkQueues Queues => provider.GetRequiredService<IWorkQueues>();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
