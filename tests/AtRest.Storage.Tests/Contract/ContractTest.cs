using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Contract;

/// <summary>The same tests run on every storage. Each test has its own storage.</summary>
public abstract class ContractTest : IAsyncLifetime
{
    private readonly List<OpenedStorage> opened = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IBlobStore Blobs => opened[0].Blobs;

    /// <summary>A queue of this test alone.</summary>
    protected IWorkQueue Queue => opened[0].Queues.Open(QueueName);

    protected string QueueName { get; } = $"q-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync() => await OpenAgainAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var storage in opened)
        {
            await storage.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Where this test's things are stored.</summary>
    protected abstract Task<StorageOptions> OptionsAsync();

    /// <summary>The same storage, as another process sees it.</summary>
    protected async Task<OpenedStorage> OpenAgainAsync()
    {
        var storage = new OpenedStorage(await OptionsAsync());
        opened.Add(storage);
        return storage;
    }
}
