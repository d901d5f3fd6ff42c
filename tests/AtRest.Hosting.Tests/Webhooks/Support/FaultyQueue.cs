using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Webhooks.Support;

/// <summary>A queue that takes its time, or fails, when a test wants it to.</summary>
internal sealed class FaultyQueue : IWorkQueues, IWorkQueue
{
    private TaskCompletionSource? gate;

    public string Name => KeyChangeMessage.Queue;

    public List<KeyChangeMessage> Sent { get; } = [];

    public List<TimeSpan> Delays { get; } = [];

    public IWorkQueue Open(string name) => this;

    public void Hold() => gate = new TaskCompletionSource();

    public void Release() => gate!.SetResult();

    public void Fail()
    {
        gate!.SetException(new StorageException("The storage is away."));
        gate = null;
    }

    public async Task EnqueueAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        await (gate?.Task ?? Task.CompletedTask);
        Sent.Add(KeyChangeMessage.Parse(text));
        Delays.Add(delay);
    }

    public Task EnsureExistsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(ReceiveOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
