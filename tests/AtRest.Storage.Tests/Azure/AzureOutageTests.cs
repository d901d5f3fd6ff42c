using System.Globalization;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Azurite;
using AtRest.Tests.Shared.Limits;
using Azure.Storage.Blobs;

namespace AtRest.Storage.Tests.Azure;

/// <summary>The service goes away and comes back; answers get lost.</summary>
public sealed class AzureOutageTests : IAsyncLifetime
{
    private AzuriteServer? server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await AzuriteServer.StartAsync();

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    [Fact]
    public async Task Service_KilledAndRestartedInMidRun_GoesUnnoticed()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = server!.Connection });
        var queue = storage.Queues.Open("work");
        await storage.Blobs.WriteTextAsync("before", "x");
        await queue.EnqueueAsync("before", TimeSpan.FromDays(1), Cancellation);
        await server.SavedAsync("before");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new Progress();
        var written = WriteAsync(storage.Blobs, progress, stop.Token);
        var sent = SendAsync(queue, progress, stop.Token);

        await GoesOnAsync(progress);
        await server.KillAsync();
        await server.WaitForACallAsync();
        await server.StartAgainAsync();
        await GoesOnAsync(progress);
        await stop.CancelAsync();

        // No caller received an error, and the last write is there.
        var (last, messages) = (await written - 1, await sent);
        (await storage.Blobs.ReadTextAsync(Name(last))).ShouldBe("x");
        messages.ShouldBeGreaterThan(0);
        (await storage.Blobs.ReadTextAsync("before")).ShouldBe("x");
        (await queue.CountAsync(Cancellation)).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Service_Killed_CallsGoOnAfterwards()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = server!.Connection });
        await storage.Blobs.WriteTextAsync("a", "1");
        await server.KillAsync();
        var write = storage.Blobs.WriteTextAsync("b", "2", WriteCondition.CreateOnly);
        var send = storage.Queues.Open("work").EnqueueAsync("x", TimeSpan.Zero, Cancellation);
        await server.WaitForACallAsync();
        await server.StartAgainAsync();

        // What the emulator had not yet put on the disk, its container too, is gone; the store makes what it needs.
        (await write).IsWritten.ShouldBeTrue();
        await send;
        (await storage.Blobs.ReadTextAsync("b")).ShouldBe("2");
    }

    [Fact]
    public async Task Service_Gone_SaysSoAndThatItMayComeBack()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = server!.Connection });
        await server.KillAsync();

        var error = await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("a", Cancellation));

        error.Message.ShouldContain("could not be reached");
        error.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Write_AnswerLost_IsRecognizedAsItsOwn()
    {
        await using var proxy = new LossyProxy(server!.BlobPort);
        var connection = server.Connection.Replace($":{server.BlobPort}/", $":{proxy.Port}/", StringComparison.Ordinal);
        await using var storage = new OpenedStorage(new StorageOptions { Connection = connection });
        await storage.Blobs.WriteTextAsync("ready", "");

        proxy.LoseNextAnswer();
        var created = await storage.Blobs.WriteTextAsync("report", "1", WriteCondition.CreateOnly);
        proxy.LoseNextAnswer();
        var replaced = await storage.Blobs.WriteTextAsync("report", "2", WriteCondition.Replace(created.ETag!));
        proxy.LoseNextAnswer();
        var late = await storage.Blobs.WriteTextAsync("report", "3", WriteCondition.Replace(created.ETag!));

        proxy.Lost.ShouldBe(3);
        created.IsWritten.ShouldBeTrue();
        replaced.IsWritten.ShouldBeTrue();
        late.IsWritten.ShouldBeFalse();
        (await storage.Blobs.ReadTextAsync("report")).ShouldBe("2");
    }

    [Fact]
    public async Task Container_DeletedMeanwhile_IsCreatedAgain()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = server!.Connection });
        await storage.Blobs.WriteTextAsync("a", "1");
        await new BlobContainerClient(server.Connection, "atrest").DeleteAsync(cancellationToken: Cancellation);

        (await storage.Blobs.ReadAsync("a", Cancellation)).ShouldBeNull();
        (await storage.Blobs.ListAllAsync("")).ShouldBeEmpty();
        (await storage.Blobs.WriteTextAsync("a", "2", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();

        (await storage.Blobs.ReadTextAsync("a")).ShouldBe("2");
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"run/{number:D6}");

    private static async Task<int> WriteAsync(IBlobStore blobs, Progress progress, CancellationToken stop)
    {
        for (; !stop.IsCancellationRequested; progress.Written++)
        {
            (await blobs.WriteTextAsync(Name(progress.Written), "x", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue($"{progress.Written}");
        }

        return progress.Written;
    }

    private static async Task<int> SendAsync(IWorkQueue queue, Progress progress, CancellationToken stop)
    {
        for (; !stop.IsCancellationRequested; progress.Sent++)
        {
            await queue.EnqueueAsync($"{progress.Sent}", TimeSpan.Zero, Cancellation);
        }

        return progress.Sent;
    }

    private static Task GoesOnAsync(Progress progress)
    {
        var (written, sent) = (progress.Written, progress.Sent);
        return Until.TrueAsync("blobs are written and messages are sent", () => progress.Written > written + 10 && progress.Sent > sent + 10);
    }

    /// <summary>How far the two writers are. Each number has one writer.</summary>
    private sealed class Progress
    {
        private volatile int written;
        private volatile int sent;

        public int Written
        {
            get => written;
            set => written = value;
        }

        public int Sent
        {
            get => sent;
            set => sent = value;
        }
    }
}
