using AtRest.Hosting.Serving;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Serving;

public sealed class QueueCreationTests(AzuriteStorage azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Always_CreatesEachQueueWithItsPoisonQueue()
    {
        var storage = await azurite.NewAsync();
        var name = $"q-{Guid.NewGuid():N}";
        await using var services = new ServiceCollection().AddAtRestStorage(storage).BuildServiceProvider();
        using var creation = Creation([new Work(name), new Work($"{name}-b")], services.GetRequiredService<IWorkQueues>(), TimeProvider.System);

        await creation.StartAsync(Token);
        await creation.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), Token);

        List<string> found = [];
        await foreach (var queue in new QueueServiceClient(storage.Connection).GetQueuesAsync(prefix: name, cancellationToken: Token))
        {
            found.Add(queue.Name);
        }

        found.ShouldBe([name, $"{name}-poison", $"{name}-b", $"{name}-b-poison"], ignoreOrder: true);
    }

    [Fact]
    public async Task Start_StorageIsNotThereYet_IsNotHeldUpAndTriesAgain()
    {
        var time = new FakeTimeProvider();
        var queues = new LateQueues(failures: 2);
        using var creation = Creation([new Work("q-late")], queues, time);

        await creation.StartAsync(Token);
        await Until.TrueAsync("the queues are created", () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return creation.ExecuteTask!.IsCompleted;
        });

        queues.Attempts.ShouldBe(3);
        creation.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private static QueueCreation Creation(IEnumerable<IQueueWork> works, IWorkQueues queues, TimeProvider time) => new(works, queues, time, NullLogger<QueueCreation>.Instance);

    private sealed class Work(string queue) : IQueueWork
    {
        public string Queue => queue;

        public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class LateQueues(int failures) : IWorkQueues
    {
        public int Attempts { get; private set; }

        public IWorkQueue Open(string name) => ++Attempts > failures ? new Webhooks.Support.FaultyQueue() : throw new StorageException("The storage is away.");
    }
}
