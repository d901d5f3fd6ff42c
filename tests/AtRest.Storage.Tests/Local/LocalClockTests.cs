using AtRest.Storage.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Storage.Tests.Local;

/// <summary>A clock that was ahead must not hide anything until that time comes.</summary>
public sealed class LocalClockTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(401)]
    [InlineData(2)]
    public async Task Receive_MessagesOfTheFuture_AreDeliveredNow(int days)
    {
        await using (var ahead = new OpenedStorage(folder.Options, new FakeTimeProvider(Now.AddDays(days))))
        {
            var queue = ahead.Queues.Open("work");
            await queue.EnqueueAsync("received", TimeSpan.Zero, Cancellation);
            (await queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromSeconds(30) }, Cancellation)).ShouldHaveSingleItem();
            await queue.EnqueueAsync("sent", TimeSpan.Zero, Cancellation);
            await queue.EnqueueAsync("delayed", TimeSpan.FromDays(7), Cancellation);
        }

        var time = new FakeTimeProvider(Now);
        await using var right = new OpenedStorage(folder.Options, time);
        var again = right.Queues.Open("work");
        await again.EnqueueAsync("later", TimeSpan.FromDays(7), Cancellation);
        (await again.NextEnqueuedAtAsync(Cancellation)).ShouldNotBeNull();
        (await ReceiveAsync(again)).ShouldBe(["delayed", "received", "sent"], ignoreOrder: true);
        (await again.ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldBeEmpty("they are hidden for their new receiver");
        (await again.NextEnqueuedAtAsync(Cancellation)).ShouldBeNull();
        time.Advance(TimeSpan.FromDays(7));
        (await ReceiveAsync(again)).ShouldContain("later");
    }

    /// <summary>The same process: its messages have the right time again.</summary>
    [Fact]
    public async Task Enqueue_AfterTheClockWasSetBack_CanBeReceivedAtOnce()
    {
        var time = new SetTime { Now = Now.AddDays(401) };
        await using var storage = new OpenedStorage(folder.Options, time);
        var queue = storage.Queues.Open("work");
        await queue.EnqueueAsync("before", TimeSpan.Zero, Cancellation);
        time.Now = Now;
        await queue.EnqueueAsync("after", TimeSpan.Zero, Cancellation);
        var received = await queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation);
        received.Select(message => message.Text).ShouldBe(["after", "before"], ignoreOrder: true);
        received.Single(message => message.Text == "after").EnqueuedAt.ShouldBe(Now);
    }

    /// <summary>Of an earlier release, whose names have five parts.</summary>
    [Fact]
    public async Task Receive_MessageOfAnEarlierRelease_IsDelivered()
    {
        var directory = Directory.CreateDirectory(folder.PathOf("queues", "work")).FullName;
        var names = new[] { Now.AddSeconds(-1), Now.AddDays(401), Now.AddDays(1) }.Select(visible => $"{visible.UtcTicks:D19}_{Now.AddHours(-1).UtcTicks:D19}_{Guid.NewGuid():N}_0_{Guid.Empty:N}.message").ToList();
        foreach (var (name, text) in names.Zip(["visible", "hidden for too long", "hidden"]))
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name), text, Cancellation);
        }

        await using var storage = new OpenedStorage(folder.Options, new FakeTimeProvider(Now));
        (await ReceiveAsync(storage.Queues.Open("work"))).ShouldBe(["visible", "hidden for too long"], ignoreOrder: true);
    }

    [Fact]
    public async Task Leftovers_OfTheFuture_AreClearedAway()
    {
        var path = Path.Combine(Directory.CreateDirectory(folder.PathOf("temp")).FullName, "future.tmp");
        await File.WriteAllTextAsync(path, "x", Cancellation);
        File.SetLastWriteTimeUtc(path, Now.AddDays(401).UtcDateTime);
        await using var storage = new OpenedStorage(folder.Options, new FakeTimeProvider(Now));
        await storage.Blobs.ReadAsync("x", Cancellation);
        File.Exists(path).ShouldBeFalse();
    }

    /// <summary>One that cannot be moved cost the others of the same receive a delivery each.</summary>
    [Fact]
    public async Task Receive_PoisonCannotBeMoved_TheOthersAreDelivered()
    {
        var time = new FakeTimeProvider(Now);
        await using var storage = new OpenedStorage(folder.Options with { MaxDeliveries = 1 }, time);
        var queue = storage.Queues.Open("work");
        var shortly = new ReceiveOptions { MaxMessages = 9, VisibilityTimeout = TimeSpan.FromSeconds(1) };
        await queue.EnqueueAsync("bad", TimeSpan.Zero, Cancellation);
        await queue.EnqueueAsync("worse", TimeSpan.Zero, Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        (await queue.ReceiveAsync(shortly, Cancellation)).Count.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(2));
        await queue.EnqueueAsync("good", TimeSpan.Zero, Cancellation);
        await File.WriteAllTextAsync(folder.PathOf("queues", "work-poison"), "a file where the folder should be", Cancellation);

        var good = (await queue.ReceiveAsync(shortly, Cancellation)).ShouldHaveSingleItem();
        (good.Text, good.DequeueCount).ShouldBe(("good", 1));
        await queue.CompleteAsync(good, Cancellation);
        time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<StorageException>(() => queue.ReceiveAsync(shortly, Cancellation));
        File.Delete(folder.PathOf("queues", "work-poison"));
        time.Advance(TimeSpan.FromSeconds(2));
        (await queue.ReceiveAsync(shortly, Cancellation)).ShouldBeEmpty();
        (await storage.Queues.Open("work-poison").CountAsync(Cancellation)).ShouldBe(2);
        (await queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Retire_ABlob_IsInTheTrashUntilItsDayIsOver()
    {
        var time = new FakeTimeProvider(Now);
        await using var storage = new OpenedStorage(folder.Options, time);
        await storage.Blobs.WriteTextAsync("a/b/C", "1");
        await storage.Blobs.WriteTextAsync("a/other", "2");
        (await storage.Blobs.RetireAsync("a/b/C", Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
        (await storage.Blobs.RetireAsync("a/b/C", Cancellation)).ShouldBe(BlobDeleteResult.NotFound);
        (await storage.Blobs.ListAllAsync("")).ShouldHaveSingleItem().Name.ShouldBe("a/other");

        await storage.Blobs.EmptyTrashAsync(Now, Cancellation);
        var trash = folder.PathOf("trash", "2026-11-28", "a", "b");
        Directory.CreateDirectory(folder.PathOf("blobs", "a", "b"));
        File.Copy(Directory.GetFiles(trash).ShouldHaveSingleItem(), folder.PathOf("blobs", "a", "b", "%43.blob"));
        (await storage.Blobs.ReadTextAsync("a/b/C")).ShouldBe("1");
        Directory.CreateDirectory(folder.PathOf("trash", "mine"));
        await storage.Blobs.EmptyTrashAsync(Now.AddDays(1), Cancellation);
        Directory.GetDirectories(folder.PathOf("trash")).ShouldBe([folder.PathOf("trash", "mine")]);
    }

    private static async Task<List<string>> ReceiveAsync(IWorkQueue queue) => [.. (await queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation)).Select(message => message.Text)];

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
