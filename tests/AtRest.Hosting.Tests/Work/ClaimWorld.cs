using System.Collections.Concurrent;
using AtRest.Collectors;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Work;

/// <summary>A folder with a queue, whose clock is set by hand, and workers on it.</summary>
internal sealed class ClaimWorld : IDisposable
{
    public const string Queue = "claims-test";

    private readonly string folder = Directory.CreateTempSubdirectory("atrest-claims-").FullName;
    private readonly ServiceProvider services;
    private readonly StoredAges ages;
    private int timers;

    public ClaimWorld()
    {
        Clock = new WrongClock(Time);
        Settings = new HostSettings { Storage = new StorageOptions { Folder = folder }, Clouds = new CollectorOptions() };
        services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddAtRestStorage(Settings.Storage).BuildServiceProvider();
        Blobs = new FaultyBlobs(services.GetRequiredService<IBlobStore>());
        ages = new StoredAges(Time);
        Queues = services.GetRequiredService<IWorkQueues>();
        Claims = new WorkClaims(Blobs, Times, new StoredAges(Time));
    }

    public HostSettings Settings { get; }

    public CountingTime Time { get; } = new(new DateTimeOffset(2026, 11, 28, 2, 0, 0, TimeSpan.Zero));

    /// <summary>The clock of the storage: the same, but it can be wrong.</summary>
    public WrongClock Clock { get; }

    public ClaimTimes Times { get; } = new();

    public FaultyBlobs Blobs { get; }

    public IWorkQueues Queues { get; }

    public WorkClaims Claims { get; }

    /// <summary>Work that others have; its storage has no faults.</summary>
    public WorkClaims OtherClaims => new(services.GetRequiredService<IBlobStore>(), Times, ages);

    public IWorkQueue Messages => Queues.Open(Queue);

    public IWorkQueue Poison => Queues.Open(Queue + "-poison");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ClaimedQueueWork Worker(IQueueWork work, WorkClaims? claims = null, IWorkQueues? queues = null) => new(work, claims ?? Claims, queues ?? Queues, Times, Time, NullLogger<ClaimedQueueWork>.Instance);

    public AbandonedWork Resumer() => new(OtherClaims, Queues, Times, NullLogger<AbandonedWork>.Instance);

    public Task ResumeAsync() => Resumer().RunAsync(Cancellation);

    public async Task<ListedClaim?> ClaimAsync(string text) => await OtherClaims.FindAsync(WorkClaims.NameOf(Queue, text), Cancellation);

    /// <summary>A worker that takes a message, and is killed.</summary>
    public async Task KillWorkerAsync(string text) => (await OtherClaims.TakeAsync(Queue, text, Cancellation)).ShouldNotBeNull();

    /// <summary>As many failures. Returns the pauses after them.</summary>
    public async Task<List<TimeSpan>> FailOftenAsync(int times)
    {
        var pauses = new List<TimeSpan>();
        for (var failure = 1; failure <= times; failure++)
        {
            pauses.Add(await FailAsync(new InvalidOperationException("It failed.")));
        }

        return pauses;
    }

    /// <summary>A worker whose work fails with this error. Returns what the caller is asked to do.</summary>
    public async Task<TimeSpan> FailAsync(Exception failure) =>
        (await Should.ThrowAsync<RetryLaterException>(() => Worker(new MadeWork(_ => throw failure)).HandleAsync(new QueueDelivery("message", 1), Cancellation))).Pause;

    /// <summary>One beat of a worker on this message.</summary>
    public async Task BeatAsync(string text)
    {
        await ReachBeatAsync();
        var before = (await ClaimAsync(text))!.ETag;
        Time.Advance(Times.RenewInterval);
        await Until.TrueAsync("the claim is renewed", async () => (await ClaimAsync(text))!.ETag != before);
    }

    /// <summary>Waits until a worker waits for its next beat.</summary>
    public async Task ReachBeatAsync()
    {
        await Until.TrueAsync("a worker waits for its next beat", () => Time.Timers != timers);
        timers = Time.Timers;
    }

    public async Task<List<string>> ReceiveAsync()
    {
        var messages = await Messages.ReceiveAsync(new ReceiveOptions { MaxMessages = 32, VisibilityTimeout = TimeSpan.FromSeconds(1) }, Cancellation);
        foreach (var message in messages)
        {
            await Messages.CompleteAsync(message, Cancellation);
        }

        return [.. messages.Select(message => message.Text)];
    }

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Time that is set by hand, and says how often somebody began to wait.</summary>
internal sealed class CountingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int timers;

    public int Timers => Volatile.Read(ref timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == new ClaimTimes().RenewInterval)
        {
            Interlocked.Increment(ref timers);
        }

        return timer;
    }
}

/// <summary>A clock that is ahead, or behind. What measures durations is not affected.</summary>
internal sealed class WrongClock(TimeProvider right) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Ahead;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => right.CreateTimer(callback, state, dueTime, period);
}

/// <summary>Work that does what a test says.</summary>
internal sealed class MadeWork(Func<CancellationToken, Task>? work = null, bool mustNotRepeat = false, Func<Task>? poison = null) : IQueueWork
{
    public string Queue => ClaimWorld.Queue;

    public bool MustNotRepeat => mustNotRepeat;

    public ConcurrentQueue<string> Begun { get; } = [];

    public ConcurrentQueue<string> Poisoned { get; } = [];

    /// <summary>Whether the last one was given up because of the storage.</summary>
    public bool WasOutage { get; private set; }

    public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        Begun.Enqueue(delivery.Text);
        return work?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }

    public Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        Poisoned.Enqueue(delivery.Text);
        WasOutage = delivery.WasOutage;
        return poison?.Invoke() ?? Task.CompletedTask;
    }
}

/// <summary>Blobs that can be out of order, and count their calls.</summary>
internal sealed class FaultyBlobs(IBlobStore inner) : IBlobStore
{
    private int calls;

    public bool IsOutOfOrder { get; set; }

    public int Faults { get; private set; }

    public int Calls => calls;

    public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken) => Call(() => inner.ReadAsync(name, cancellationToken));

    public Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken) => Call(() => inner.WriteAsync(name, content, write, cancellationToken));

    public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken) => Call(() => inner.DeleteAsync(name, etag, cancellationToken));

    public Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken) => Call(() => inner.ListAsync(listing, cancellationToken));

    public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken) => inner.CreateReadLinkAsync(name, link, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private Task<T> Call<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref calls);
        if (!IsOutOfOrder)
        {
            return call();
        }

        Faults++;
        throw new StorageException("Out of order.") { IsTransient = true };
    }
}

/// <summary>A queue whose messages are delivered before the one who writes them goes on.</summary>
internal sealed class EagerQueue(Func<string, Task> deliver) : IWorkQueues, IWorkQueue
{
    public string Name => "";

    public IWorkQueue Open(string name) => this;

    public Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken) => deliver(text);

    public Task EnsureExistsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
