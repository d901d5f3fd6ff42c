using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AtRest.Tests.Shared.Azurite;

/// <summary>A real Azurite on free loopback ports in a temporary folder. It ends with this object, or with the process of the tests, however that ends.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The well-known account of the emulator (https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string).</summary>
    public const string Account = "devstoreaccount1";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Node ends as soon as nobody holds the other end of its input any more.
    private const string Watch = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.stdin.on('error', () => process.exit(0));";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-azurite-").FullName;
    private readonly string[] extraArguments;
    private Process? process;

    private AzuriteServer(string[] extraArguments) => this.extraArguments = extraArguments;

    /// <summary>Accounts beside <see cref="Account"/>, each with its own containers and queues: for tests that share an Azurite, whose start takes a second of a processor.</summary>
    public IReadOnlyList<string> MoreAccounts { get; private init; } = [];

    public int BlobPort { get; } = FreePort.Next();

    public int QueuePort { get; } = FreePort.Next();

    public string Connection => ConnectionOf(Account);

    public string ConnectionOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{BlobPort}/{account};QueueEndpoint=http://127.0.0.1:{QueuePort}/{account};";

    public static async Task<AzuriteServer> StartAsync(params string[] extraArguments)
    {
        var server = new AzuriteServer(extraArguments);
        await server.StartAgainAsync();
        return server;
    }

    public static async Task<AzuriteServer> StartWithAsync(IReadOnlyList<string> moreAccounts)
    {
        var server = new AzuriteServer([]) { MoreAccounts = moreAccounts };
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the same ports and the same data.</summary>
    public async Task StartAgainAsync()
    {
        var watch = Path.Combine(folder, "watch.js");
        await File.WriteAllTextAsync(watch, Watch);
        string[] arguments =
        [
            "-r", watch, await AzuriteInstallation.FindAsync(), "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", Path.Combine(folder, "data"),
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", $"{BlobPort}", "--queuePort", $"{QueuePort}", "--tablePort", $"{FreePort.Next()}", .. extraArguments,
        ];
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        if (MoreAccounts.Count > 0)
        {
            start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', MoreAccounts.Prepend(Account).Select(account => $"{account}:{Key}"));
        }

        process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await WaitForAsync(BlobPort, said);
        await WaitForAsync(QueuePort, said);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
            running.Dispose();
            process = null;
        }
    }

    /// <summary>Waits until Azurite has put a blob and a message on the disk, which takes it some seconds. A real account has done so before it answers.</summary>
    public async Task SavedAsync(string blob)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsSavedAsync("__azurite_db_blob__.json", $"\"{blob}\"") || !await IsSavedAsync("__azurite_db_queue__.json", "\"messageId\""))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Azurite did not save the blob '{blob}' and a message within {Patience.TotalSeconds} seconds.");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>While it is killed: waits until somebody calls it, and does not answer.</summary>
    public async Task WaitForACallAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var blobs = new TcpListener(IPAddress.Loopback, BlobPort);
        using var queues = new TcpListener(IPAddress.Loopback, QueuePort);
        blobs.Start();
        queues.Start();
        try
        {
            (await await Task.WhenAny(blobs.AcceptTcpClientAsync(limit.Token).AsTask(), queues.AcceptTcpClientAsync(limit.Token).AsTask())).Dispose();
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nobody called Azurite within {Patience.TotalSeconds} seconds.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsSavedAsync(string file, string text)
    {
        try
        {
            return (await File.ReadAllTextAsync(Path.Combine(folder, "data", file))).Contains(text, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It is not there yet, or is being replaced.
            return false;
        }
    }

    private async Task WaitForAsync(int port, Task<string> said)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException exception)
            {
                if (process!.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new InvalidOperationException($"Azurite did not start: {(said.IsCompleted ? await said : "no answer")}", exception);
                }
            }

            await Task.Delay(100);
        }
    }
}
