using System.Globalization;
using AtRest.Functions.Tests.Support;
using AtRest.Tests.Shared.Azurite;

[assembly: AssemblyFixture(typeof(AppStorage))]

namespace AtRest.Functions.Tests.Support;

/// <summary>One Azurite for all apps, started by the first that needs it. Each app has its own account, so none sees the queues of another.</summary>
public sealed class AppStorage : IAsyncDisposable
{
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 200).Select(number => string.Create(CultureInfo.InvariantCulture, $"app{number:D3}"))];
    private static readonly Lazy<Task<AzuriteServer>> Server = new(() => AzuriteServer.StartWithAsync(Accounts));
    private static int Taken;

    /// <summary>The connection string of an account that nobody has used.</summary>
    internal static async Task<string> NewAsync() => (await Server.Value).ConnectionOf(Accounts[Interlocked.Increment(ref Taken) - 1]);

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated)
        {
            await (await Server.Value).DisposeAsync();
        }
    }
}
