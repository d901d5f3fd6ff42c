namespace AtRest.Hosting.Tests.Webhooks.Support;

/// <summary>A test with its own folder, and apps that end with it.</summary>
public abstract class HookTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> running = [];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("atrest-hook-").FullName;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(running))
        {
            await one.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal async Task<HookApp> StartAsync(Func<HookAppSettings, HookAppSettings>? change = null)
    {
        var settings = new HookAppSettings(Folder);
        return Keep(await HookApp.StartAsync(change?.Invoke(settings) ?? settings));
    }

    internal T Keep<T>(T one)
        where T : IAsyncDisposable
    {
        running.Add(one);
        return one;
    }
}
